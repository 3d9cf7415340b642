using Grid.Domain.Persons.Duties;

namespace Grid.Domain.Persons.Events;

/// <summary>A clerk took a duty, or gave it back (null).</summary>
public sealed record DutyClaimed(string Key, DutyKind Kind, DutyClaim? Claim) : PersonEvent;
