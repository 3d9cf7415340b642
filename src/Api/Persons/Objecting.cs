using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Persons;

namespace Grid.Api.Persons;

/// <summary>The person asks for a review (复核) of a <c>nonApproval</c>, an <c>exit</c>, a <c>revocation</c>, a decision about the recognition as a <c>hardship</c> person or of <c>data</c>.</summary>
public sealed record ObjectionBody : IRequest<ObjectionBody>
{
    public string? Against { get; init; }

    public string? Text { get; init; }

    public static ObjectionBody Example { get; } = new() { Against = "exit", Text = "本人并未被录用" };

    internal RaiseObjection Read(Fields fields)
    {
        var against = fields.Name<ObjectionSubject>(Against, "against");
        var text = fields.Text(Text, "text", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return new RaiseObjection(against!.Value, text!);
    }
}

/// <summary>
/// The answer to an objection. One that is upheld is undone in the same commit, or leads to a duty to examine the matter again.
/// </summary>
public sealed record ObjectionAnswerBody : IRequest<ObjectionAnswerBody>
{
    public bool? Upheld { get; init; }

    public string? Text { get; init; }

    /// <summary>
    /// Of one that is upheld: <c>undo</c> (application open again, exit or revocation taken back, data corrected), <c>approve</c> (a
    /// non-approval only) or <c>reExamine</c> (within five working days). Absent: undone where that is possible, else examined again.
    /// </summary>
    public string? Remedy { get; init; }

    /// <summary>For an upheld objection against data: the right data; its <c>why</c> may be absent.</summary>
    public CorrectionBody? Correction { get; init; }

    public static ObjectionAnswerBody Example { get; } =
        new()
        {
            Upheld = true,
            Text = "经核查,退出有误,予以撤销",
            Remedy = "undo",
        };

    internal AnswerObjection Read(string id, Fields fields)
    {
        var text = fields.Text(Text, "text", FieldLimits.Note, required: true);
        if (Upheld is null)
            fields.Wrong("upheld", FieldCodes.Required);

        var remedy = fields.Name<ObjectionRemedy>(Remedy, "remedy", required: false);
        var correction = Correction is null ? null : (Correction with { Note = Correction.Note ?? Text }).ReadInto(fields, "correction.");
        fields.ThrowIfWrong();
        return new AnswerObjection(id, Upheld!.Value, text!) { Remedy = remedy, Correction = correction };
    }
}
