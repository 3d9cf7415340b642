namespace Grid.Domain.Persons.Duties;

/// <summary>A clerk works on the duty, so that no second one calls the same person.</summary>
/// <param name="By">The clerk's subject.</param>
/// <param name="Until">First moment at which the claim no longer holds.</param>
public sealed record DutyClaim(string By, DateTimeOffset Until)
{
    /// <summary>When the clerk claimed it; null of claims made before this was recorded.</summary>
    public DateTimeOffset? Since { get; init; }

    public bool HoldsAt(DateTimeOffset moment) => moment < Until;
}
