namespace Grid.PlatformSimulator.Months;

/// <summary>An item that is held of a registration.</summary>
internal sealed record RegistrationItem(string Registration, string Kind, DateOnly Day, IReadOnlyDictionary<string, string> Fields);
