using Grid.Domain.Calendar;

namespace Grid.Domain.Persons.Events;

/// <summary>An objection was answered. What it led to follows in the same commit.</summary>
public sealed record ObjectionAnswered(string ObjectionId, bool Upheld, DateOnly On, [property: Personal] string Text) : PersonEvent
{
    /// <summary>Of one that is upheld; null of an older version, which led to nothing by itself.</summary>
    public ObjectionRemedy? Remedy { get; init; }

    /// <summary>Where the matter is examined again: until when.</summary>
    public Deadline? ReExamineDue { get; init; }
}
