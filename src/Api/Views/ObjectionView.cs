using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>An objection (复核) that waits for an answer.</summary>
public sealed record ObjectionView(string Id, string Against, string? Text, DateTimeOffset RaisedAt, DateOnly AnswerDue, string Office)
{
    internal static ObjectionView Of(Objection objection) =>
        new(objection.Id, EnumName.Of(objection.Against), Mask.Text(objection.Text), objection.RaisedAt, objection.AnswerDue.Date, objection.Office);
}
