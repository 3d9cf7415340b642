using Grid.Domain.Persons.Duties;

namespace Grid.Domain.Persons.Deciding;

/// <summary>When the register must next act on its own for a person: the moment of the one reminder.</summary>
public static class PersonDuty
{
    /// <summary>How soon an unconfirmed move of a case is sent again.</summary>
    public static readonly TimeSpan MoveRetry = TimeSpan.FromMinutes(15);

    /// <summary>The moment, or null when nothing is ahead. A moment of the law is the first one that is late.</summary>
    public static DateTimeOffset? NextMoment(PersonRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        DateTimeOffset? duty = DutyKeeping.NextMoment(record, now);
        DateTimeOffset? move = record.PendingMove is null ? null : now + MoveRetry;
        return (duty, move) switch
        {
            ({ } a, { } b) => a < b ? a : b,
            _ => duty ?? move,
        };
    }
}
