using Grid.Domain.Identity;
using Grid.Domain.Persons.Consequences;

namespace Grid.Grains.Interfaces.Notices;

/// <summary>A message leased for sending.</summary>
/// <param name="Attempts">How often it was tried before.</param>
/// <param name="Lease">Names the lease; marks under another lease do nothing.</param>
public sealed record LeasedNotice(long Id, PersonId Person, PersonNotice Notice, int Attempts, Guid Lease);
