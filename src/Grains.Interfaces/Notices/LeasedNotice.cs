using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Notices;

/// <summary>A message leased for sending.</summary>
/// <param name="Attempts">How often it was tried before in this round.</param>
/// <param name="Round">How often an operator put it back to be sent: with the id it names one sending, so that a gateway takes a repeat for
/// a repeat, and one put back for a new one.</param>
/// <param name="Lease">Names the lease; marks under another lease do nothing.</param>
public sealed record LeasedNotice(long Id, PersonId Person, PersonNotice Notice, int Attempts, int Round, Guid Lease)
{
    /// <summary>W3C trace context of the write that it comes from; null when that was not traced.</summary>
    public string? TraceParent { get; init; }
}
