using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Consequences;

/// <summary>
/// One movement of a figure, left in the person's commit for the region that counts it (§5.2). Two when it moves between regions or
/// changes what a breakdown uses.
/// </summary>
/// <param name="Kind">Which figure moves.</param>
/// <param name="Region">The counting leaf: county-level unit, or the city that has none.</param>
/// <param name="Office">The office, a breakdown of the region.</param>
/// <param name="On">The event's date, which decides the period.</param>
/// <param name="Sign">+1 or −1.</param>
/// <param name="Facts">What the breakdowns need; the reason is exact here, so the whole is sealed where it waits.</param>
/// <param name="ExitReason">The AJC00A code, for exits and revoked exits.</param>
public sealed record CountEntry(CountKind Kind, string Region, string Office, DateOnly On, int Sign, RegistrationFacts Facts, int? ExitReason);
