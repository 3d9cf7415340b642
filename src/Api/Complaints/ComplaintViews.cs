using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Progress;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Supervision;

namespace Grid.Api.Complaints;

/// <summary>A complaint about an office.</summary>
public sealed record ComplaintBody : IRequest<ComplaintBody>
{
    /// <summary>Code list complaint-kind.</summary>
    public string? Kind { get; init; }

    /// <summary>In the person's own words.</summary>
    public string? Text { get; init; }

    /// <summary>The office complained of; absent for the one that answers for the case.</summary>
    public string? Office { get; init; }

    public static ComplaintBody Example { get; } = new() { Kind = "1", Text = "窗口要求提供离职证明" };

    internal RaiseComplaint Read(Fields fields)
    {
        var command = ReadInto(fields);
        fields.ThrowIfWrong();
        return command;
    }

    /// <summary>Adds what is wrong to the fields.</summary>
    internal RaiseComplaint ReadInto(Fields fields)
    {
        var kind = fields.Coded<ComplaintKind>(Kind, "kind", CodeListIds.ComplaintKind);
        var text = fields.Text(Text, "text", FieldLimits.Note, required: true);
        var office = fields.Text(Office, "office", 14);
        return new RaiseComplaint(kind ?? ComplaintKind.Other, text ?? "") { Office = office };
    }
}

/// <summary>The office above takes the complaint.</summary>
public sealed record ComplaintTakingBody : IRequest<ComplaintTakingBody>
{
    /// <summary>True: the office complained of may see it from now on, to say what happened. Absent or false: it may not.</summary>
    public bool? PassOn { get; init; }

    public static ComplaintTakingBody Example { get; } = new() { PassOn = true };
}

/// <summary>The answer of the office above, which the person reads.</summary>
public sealed record ComplaintAnswerBody : IRequest<ComplaintAnswerBody>
{
    public bool? WellFounded { get; init; }

    /// <summary>What was found, and the measures taken.</summary>
    public string? Text { get; init; }

    public static ComplaintAnswerBody Example { get; } =
        new() { WellFounded = true, Text = "经核查属实,已责令该机构改正并对经办人员进行培训" };

    internal AnswerComplaint Read(string id, Fields fields)
    {
        if (WellFounded is null)
            fields.Wrong("wellFounded", FieldCodes.Required);
        var text = fields.Text(Text, "text", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return new AnswerComplaint(id, WellFounded!.Value, text!);
    }
}

/// <summary>What a caller of 12333 says, and complains of.</summary>
public sealed record HotlineComplaintBody : IRequest<HotlineComplaintBody>
{
    public string? IdentityNumber { get; init; }

    /// <summary>As in the record; another one finds nothing.</summary>
    public string? Name { get; init; }

    /// <inheritdoc cref="ComplaintBody.Kind"/>
    public string? Kind { get; init; }

    /// <inheritdoc cref="ComplaintBody.Text"/>
    public string? Text { get; init; }

    /// <inheritdoc cref="ComplaintBody.Office"/>
    public string? Office { get; init; }

    public static HotlineComplaintBody Example { get; } =
        new()
        {
            IdentityNumber = ProgressBody.Example.IdentityNumber,
            Name = "张三",
            Kind = "2",
            Text = "登记后一直没有人联系",
        };

    internal (IdentityNumber Number, PersonName Name, RaiseComplaint Command) Read(Fields fields)
    {
        var number = fields.Identity(IdentityNumber, "identityNumber");
        var name = fields.Value<PersonName, PersonNameError>(Name, "name", PersonName.TryParse);
        var command = new ComplaintBody
        {
            Kind = Kind,
            Text = Text,
            Office = Office,
        }.ReadInto(fields);
        fields.ThrowIfWrong();
        return (number!, name!, command);
    }
}

/// <summary>Complaints of a person that the caller may see.</summary>
public sealed record ComplaintsView(string PersonId, IReadOnlyList<ComplaintView> Items);

/// <summary>A complaint, for those who handle it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">Code list complaint-kind.</param>
/// <param name="Office">The office complained of.</param>
/// <param name="Owner">The office above, which answers.</param>
/// <param name="Due">The last day for the answer.</param>
/// <param name="Status"><c>open</c>, <c>taken</c>, <c>wellFounded</c>, <c>notWellFounded</c> or <c>withdrawn</c>.</param>
/// <param name="Text">The person's words, long numbers masked; absent once it is over.</param>
/// <param name="PassedOn">Whether the office complained of may see it.</param>
/// <param name="Answer">What was found, and the measures taken.</param>
public sealed record ComplaintView(
    string Id,
    [CodesOf(CodeListIds.ComplaintKind)] string Kind,
    string Office,
    string? OfficeName,
    string Owner,
    DateOnly RaisedOn,
    DateOnly Due,
    [Among("ComplaintState")] string Status,
    string? Text,
    DateOnly? TakenOn,
    string? TakenBy,
    bool PassedOn,
    DateOnly? EndedOn,
    string? Answer
)
{
    internal static ComplaintView Of(Complaint complaint, OfficeDirectory offices) =>
        new(
            complaint.Id,
            ListCodes.Of(CodeListIds.ComplaintKind, complaint.Kind),
            complaint.Office,
            offices.Find(complaint.Office)?.Name,
            complaint.Owner,
            complaint.RaisedOn,
            complaint.AnswerDue.Date,
            StateOf(complaint),
            Mask.Text(complaint.Text),
            complaint.TakenOn,
            complaint.TakenBy,
            complaint.PassedOn,
            complaint.EndedOn,
            Mask.Text(complaint.Answer)
        );

    internal static string StateOf(Complaint complaint) =>
        complaint.End is { } end ? EnumName.Of(end)
        : complaint.TakenOn is null ? "open"
        : "taken";
}

/// <summary>Complaints of some days, both inclusive, in numbers.</summary>
public sealed record ComplaintFiguresView(DateOnly From, DateOnly To, IReadOnlyList<ComplaintFigureView> Items);

/// <summary>Complaints about one office, of one kind.</summary>
/// <param name="Kind">Code list complaint-kind.</param>
/// <param name="Overdue">Open, and the last day that was given is past.</param>
/// <param name="Late">Answered after it.</param>
public sealed record ComplaintFigureView(
    string Office,
    string? OfficeName,
    [CodesOf(CodeListIds.ComplaintKind)] string Kind,
    long Raised,
    long Open,
    long Overdue,
    long Late,
    long WellFounded,
    long NotWellFounded,
    long Withdrawn
)
{
    internal static ComplaintFigureView Of(ComplaintFigures figures, OfficeDirectory offices) =>
        new(
            figures.Office,
            offices.Find(figures.Office)?.Name,
            ListCodes.Of(CodeListIds.ComplaintKind, figures.Kind),
            figures.Raised,
            figures.Open,
            figures.Overdue,
            figures.Late,
            figures.WellFounded,
            figures.NotWellFounded,
            figures.Withdrawn
        );
}
