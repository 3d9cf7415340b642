using Grid.Domain.Persons.Contacts;

namespace Grid.Domain.Persons;

/// <summary>What the person said, as it was recorded: over which channel, when, and in which words.</summary>
/// <param name="Channel">How it reached the office.</param>
/// <param name="At">When the person said it.</param>
/// <param name="Words">The person's own words.</param>
public sealed record OwnStatement(ContactChannel Channel, DateTimeOffset At, string Words);
