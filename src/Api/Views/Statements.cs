using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Domain.Codes;
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
    public string? Text { get; init; }

    internal static OwnStatement? Read(StatementBody? body, string field, Fields fields)
    {
        if (body is null)
            return null;

        var channel = fields.Name<ContactChannel>(body.Channel, field + ".channel");
        var at = fields.Moment(body.At, field + ".at", required: true);
        var words = fields.Text(body.Text, field + ".text", FieldLimits.Note, required: true);
        return channel is { } known && at is { } moment && words is not null ? new OwnStatement(known, moment, words) : null;
    }
}

/// <summary>What the person said, as it was recorded.</summary>
public sealed record StatementView([NamesOf<ContactChannel>] string Channel, DateTimeOffset At, string Text)
{
    internal static StatementView? Of(OwnStatement? statement) =>
        statement is null ? null : new StatementView(EnumName.Of(statement.Channel), statement.At, Mask.Text(statement.Words)!);
}

/// <summary>What the person declared.</summary>
public sealed record DeclarationBody : IRequest<DeclarationBody>
{
    public EvidenceBody? Declaration { get; init; }

    public static DeclarationBody Example { get; } =
        new()
        {
            Declaration = new EvidenceBody { Basis = "1", Note = "本人到窗口申明" },
        };

    internal Evidence Read(Fields fields)
    {
        var declaration = EvidenceBody.Read(Declaration, "declaration", fields);
        fields.ThrowIfWrong();
        return declaration!;
    }
}

/// <summary>To which office a case goes.</summary>
public sealed record TransferBody : IRequest<TransferBody>
{
    public string? ToOffice { get; init; }

    /// <summary>Code list place-ground, when it changes with the office.</summary>
    public string? Ground { get; init; }

    public string? Note { get; init; }

    public static TransferBody Example { get; } =
        new()
        {
            ToOffice = "36010201",
            Ground = "2",
            Note = "本人申请转至常住地",
        };

    internal Transfer Read(Fields fields)
    {
        var office = fields.Text(ToOffice, "toOffice", 14, required: true);
        var ground = fields.Coded<PlaceGround>(Ground, "ground", CodeListIds.PlaceGround, required: false);
        var note = fields.Text(Note, "note", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return new Transfer(office!, ground, note!);
    }
}
