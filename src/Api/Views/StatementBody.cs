using Grid.Api.Requests;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>What the person said: over which channel, when, in which words.</summary>
public sealed record StatementBody
{
    /// <summary>As of a contact: <c>telephone</c>, <c>faceToFace</c>, <c>ownReport</c> …</summary>
    public string? Channel { get; init; }

    /// <summary>When the person said it, with offset.</summary>
    public string? At { get; init; }

    /// <summary>The person's own words.</summary>
    public string? Words { get; init; }

    internal static OwnStatement? Read(StatementBody? body, string field, Fields fields)
    {
        if (body is null)
        {
            return null;
        }

        var channel = fields.Name<ContactChannel>(body.Channel, field + ".channel");
        var at = fields.Moment(body.At, field + ".at", required: true);
        var words = fields.Text(body.Words, field + ".words", FieldLimits.Note, required: true);
        return channel is { } known && at is { } moment && words is not null ? new OwnStatement(known, moment, words) : null;
    }
}

/// <summary>What the person said, as it was recorded.</summary>
public sealed record StatementView(string Channel, DateTimeOffset At, string Words)
{
    internal static StatementView? Of(OwnStatement? statement) =>
        statement is null ? null : new StatementView(EnumName.Of(statement.Channel), statement.At, Mask.Text(statement.Words)!);
}
