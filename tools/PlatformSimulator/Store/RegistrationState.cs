namespace Grid.PlatformSimulator.Store;

/// <summary>The state of a registration.</summary>
/// <param name="EndedOn">A case by reference that ended because of an ordinary registration.</param>
internal sealed record RegistrationState(string Number, DateOnly RegisteredOn, DateOnly? ExitedOn, DateOnly? EndedOn, bool InError);
