using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>An objection (复核) that waits for an answer.</summary>
/// <param name="Target">Number of the application or registration that it is about.</param>
/// <param name="ReExaminedFrom">Set when it was upheld and the matter is being examined again, which ends with a second answer.</param>
public sealed record ObjectionView(
    string Id,
    string Against,
    string? Text,
    DateTimeOffset RaisedAt,
    DateOnly AnswerDue,
    string Office,
    string? Target,
    DateOnly? ReExaminedFrom
)
{
    internal static ObjectionView Of(Objection objection) =>
        new(
            objection.Id,
            EnumName.Of(objection.Against),
            Mask.Text(objection.Text),
            objection.RaisedAt,
            objection.AnswerDue.Date,
            objection.Office,
            objection.Target,
            objection.ReExaminedFrom
        );
}
