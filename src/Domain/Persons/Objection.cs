using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>The person asks for a review (复核) of a non-approval, an exit, a revocation or data; to be answered within five working days.</summary>
/// <param name="Office">The office that answers; a supervisor above it may, and nobody who took part in the decision.</param>
public sealed record Objection(string Id, ObjectionSubject Against, string Text, DateTimeOffset RaisedAt, Deadline AnswerDue, string Office)
{
    /// <summary>Number of the application or registration that is meant; null for data, and for one that an older version recorded.</summary>
    public string? Target { get; init; }

    /// <summary>Who took part in the decision; none of them may answer.</summary>
    public IReadOnlyList<string>? DecidedBy { get; init; }

    /// <summary>The day on which it was upheld with the duty to examine the matter again; null while it waits for its first answer.</summary>
    public DateOnly? ReExaminedFrom { get; init; }
}

/// <summary>What an upheld objection leads to. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<ObjectionRemedy>))]
public enum ObjectionRemedy
{
    /// <summary>Undone in the same commit: the application is open again, the exit or the revocation is taken back, the data are corrected.</summary>
    Undo = 1,

    /// <summary>Of a non-approval: the application is approved in the same commit.</summary>
    Approve = 2,

    /// <summary>Something must be examined again: a duty with a last day, which ends with a second answer.</summary>
    ReExamine = 3,
}
