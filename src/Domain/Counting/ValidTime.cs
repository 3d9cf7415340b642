namespace Grid.Domain.Counting;

/// <summary>From when to when something holds.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive; null while it is open.</param>
public sealed record ValidTime(DateOnly From, DateOnly? To)
{
    public bool Covers(DateOnly date) => From <= date && (To is not { } to || date <= to);
}
