namespace Grid.Domain.Persons.Duties;

/// <summary>The duty is put off with a reason, never beyond its last day.</summary>
/// <param name="Until">The day on which it is back on the list.</param>
/// <param name="Reason">Why; part of the journal.</param>
/// <param name="By">Who put it off.</param>
public sealed record DutySnooze(DateOnly Until, string Reason, string By);
