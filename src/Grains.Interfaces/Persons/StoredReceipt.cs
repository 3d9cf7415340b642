using Grid.Domain.Identity;
using Grid.Domain.Persons.Deciding;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>A committed receipt.</summary>
public sealed record StoredReceipt(string Caller, string Key, byte[] Digest, string Operation, PersonId? Person, CommandOutcome Outcome, DateTimeOffset At);
