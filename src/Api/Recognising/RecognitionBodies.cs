using Grid.Api.Applicants;
using Grid.Api.Duties;
using Grid.Api.Progress;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Recognising;

/// <summary>
/// An application for the recognition as a hardship person (就业困难人员认定): the person's, at a counter, or the office's own. No papers.
/// </summary>
public sealed record HardshipApplicationBody : IRequest<HardshipApplicationBody>
{
    /// <summary><c>person</c> or <c>office</c>: who asks for it.</summary>
    public string? Origin { get; init; }

    /// <summary>Code list hardship-category; each once.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    public string? Note { get; init; }

    public static HardshipApplicationBody Example { get; } =
        new()
        {
            Origin = "person",
            Categories = ["050", "040"],
            Note = "本人到窗口申请",
        };

    internal ApplyForHardship Read(Fields fields)
    {
        var origin = fields.Name<HardshipOrigin>(Origin, "origin");
        var categories = HardshipCodes.List(Categories, "categories", fields, required: true);
        var note = fields.Text(Note, "note", FieldLimits.Note);
        fields.ThrowIfWrong();
        return new ApplyForHardship(origin!.Value, categories) { Note = note };
    }
}

/// <summary>The office's check of an application, by data or by hand.</summary>
public sealed record HardshipExaminationBody : IRequest<HardshipExaminationBody>
{
    /// <summary>Those of the application that the check showed; an empty list where it showed none.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static HardshipExaminationBody Example { get; } =
        new()
        {
            Categories = ["050"],
            Evidence = new EvidenceBody { Basis = "3", Note = "年龄由证件号码得出" },
        };

    internal ExamineHardship Read(string application, Fields fields)
    {
        var categories = HardshipCodes.List(Categories, "categories", fields, required: false);
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new ExamineHardship(application, categories, evidence!);
    }
}

/// <summary>Recognise the person by what the check showed; a supervisor confirms.</summary>
public sealed record HardshipRecognitionBody : IRequest<HardshipRecognitionBody>
{
    /// <summary>First day: from that of the application to that of the decision, which it is when absent.</summary>
    public string? From { get; init; }

    public static HardshipRecognitionBody Example { get; } = new() { From = "2026-11-20" };

    internal RecogniseHardship Read(string application, Fields fields)
    {
        var from = fields.Date(From, "from");
        fields.ThrowIfWrong();
        return new RecogniseHardship(application, from);
    }
}

/// <summary>Do not recognise the person; a supervisor confirms, except where it is the person's own wish.</summary>
public sealed record HardshipRefusalBody : IRequest<HardshipRefusalBody>
{
    /// <summary>Code list hardship-ground, 1 to 3.</summary>
    public string? Ground { get; init; }

    /// <summary>The person's own, with ground 3 only.</summary>
    public EvidenceBody? Declaration { get; init; }

    public static HardshipRefusalBody Example { get; } = new() { Ground = "1" };

    internal RefuseHardship Read(string application, Fields fields)
    {
        var ground = fields.Coded<HardshipGround>(Ground, "ground", CodeListIds.HardshipGround);
        var declaration = Declaration is null ? null : EvidenceBody.Read(Declaration, "declaration", fields);
        fields.ThrowIfWrong();
        return new RefuseHardship(application, ground!.Value) { Declaration = declaration };
    }
}

/// <summary>Withdraw the recognition in force (取消认定); a supervisor confirms, except where it is the person's own wish.</summary>
public sealed record HardshipWithdrawalBody : IRequest<HardshipWithdrawalBody>
{
    /// <summary>Code list hardship-ground, 3 to 5.</summary>
    public string? Ground { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static HardshipWithdrawalBody Example { get; } =
        new()
        {
            Ground = "4",
            Evidence = new EvidenceBody { Basis = "3", Note = "经核查,家庭情况已变化" },
        };

    internal WithdrawHardship Read(Fields fields)
    {
        var ground = fields.Coded<HardshipGround>(Ground, "ground", CodeListIds.HardshipGround);
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new WithdrawHardship(ground!.Value, evidence!);
    }
}

/// <summary>The person applies without an office: by receipt number and identity number together.</summary>
public sealed record OwnHardshipBody : IRequest<OwnHardshipBody>, IReceiptPair
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    /// <summary>Code list hardship-category; each once.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    public string? Note { get; init; }

    public static OwnHardshipBody Example { get; } =
        new()
        {
            ReceiptNumber = ProgressBody.Example.ReceiptNumber,
            IdentityNumber = ProgressBody.Example.IdentityNumber,
            Categories = ["050"],
            Note = "长期找不到合适的工作",
        };

    /// <summary>Adds what is wrong to the fields; the finder of the applicant ends the request with all of it.</summary>
    internal ApplyForHardship Read(Fields fields)
    {
        var categories = HardshipCodes.List(Categories, "categories", fields, required: true);
        var note = fields.Text(Note, "note", FieldLimits.Note);
        return new ApplyForHardship(HardshipOrigin.Person, categories) { Note = note };
    }
}
