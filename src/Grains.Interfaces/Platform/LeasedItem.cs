using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>An item that is this worker's until its lease runs out.</summary>
/// <param name="Region">Leaf region, 6 digits.</param>
/// <param name="Attempts">Times it was leased before.</param>
public sealed record LeasedItem(
    long Id,
    PersonId Person,
    string Region,
    PlatformItem Item,
    int Attempts,
    Guid Lease,
    DateTimeOffset WrittenAt
)
{
    /// <summary>W3C trace context of the write that it comes from; null when that was not traced.</summary>
    public string? TraceParent { get; init; }
}
