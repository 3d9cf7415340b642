using System.Text.Json.Serialization;

namespace Grid.Domain.Calendar;

/// <summary>
/// The last day on which something is in time; it ends at 24:00 (Civil Code 203).
/// </summary>
/// <param name="Date">A working day, inclusive.</param>
/// <param name="Provisional">
/// True when a day that was looked at lay in a year whose table is not yet published: the date may change when it is.
/// </param>
public sealed record Deadline(DateOnly Date, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Provisional)
{
    /// <summary>24:00 of <see cref="Date"/>: the first moment that is late. Not called "End" to say that it is exclusive.</summary>
    public DateTimeOffset LateFrom() => ChinaTime.EndOf(Date);

    /// <summary>Whether a moment is after the deadline.</summary>
    public bool IsPassedAt(DateTimeOffset moment) => moment >= LateFrom();
}
