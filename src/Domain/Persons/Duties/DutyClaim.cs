namespace Grid.Domain.Persons.Duties;

/// <summary>A clerk works on the duty, so that no second one calls the same person.</summary>
/// <param name="By">The clerk's subject.</param>
/// <param name="Until">First moment at which the claim no longer holds.</param>
public sealed record DutyClaim(string By, DateTimeOffset Until)
{
    public bool HoldsAt(DateTimeOffset moment) => moment < Until;
}
