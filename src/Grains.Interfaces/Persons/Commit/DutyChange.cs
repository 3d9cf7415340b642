using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>What a commit does to one row of the duties that are open.</summary>
/// <param name="Duty">The duty as it is now, or as it was last when it ended.</param>
/// <param name="Region">Counting leaf of its office.</param>
/// <param name="Ended">True when it is open no more.</param>
/// <param name="How">How it ended; null when it only left with its case, which is no end that anybody is measured by.</param>
/// <param name="On">The day on which it ended; null while it is open.</param>
public sealed record DutyChange(Duty Duty, string Region, bool Ended, DutyClosing? How, DateOnly? On);
