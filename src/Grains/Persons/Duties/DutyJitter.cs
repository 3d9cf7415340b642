using Grid.Domain.Identity;

namespace Grid.Grains.Persons.Duties;

/// <summary>
/// Deadlines end at midnight, all of a day at the same moment. Each person's duty comes at its own second between 00:00 and 05:00, always
/// the same one, so that a night's work is spread evenly and repeats fall on the same moment.
/// </summary>
public static class DutyJitter
{
    /// <summary>Exclusive end of the spread.</summary>
    public static readonly TimeSpan Night = TimeSpan.FromHours(5);

    /// <summary>Whole seconds, from zero; evenly spread, because a person's id is a keyed hash.</summary>
    public static TimeSpan Of(PersonId person) => TimeSpan.FromSeconds((int)(person.Bits % (UInt128)Night.TotalSeconds));
}
