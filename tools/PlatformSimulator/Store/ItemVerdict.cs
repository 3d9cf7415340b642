namespace Grid.PlatformSimulator.Store;

/// <summary>The verdict on an item.</summary>
/// <param name="Code">Of a refusal; null when it is accepted.</param>
/// <param name="After">The registration after an accepted item; null when the item is about none.</param>
internal sealed record ItemVerdict(string? Code, string? Reason, RegistrationState? After)
{
    public static ItemVerdict Refused(string code, string reason) => new(code, reason, null);

    public static ItemVerdict Accepted(RegistrationState? after) => new(null, null, after);
}
