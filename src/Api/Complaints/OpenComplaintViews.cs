using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Complaints;

/// <summary>A complaint of somebody who has no case: no name, no number, no receipt.</summary>
public sealed record OpenComplaintBody : IRequest<OpenComplaintBody>
{
    /// <summary>Code list complaint-kind.</summary>
    public string? Kind { get; init; }

    /// <summary>The office complained of.</summary>
    public string? Office { get; init; }

    /// <summary>In the person's own words.</summary>
    public string? Text { get; init; }

    /// <summary>How the office above can reach the person; absent where the person only wants to read the answer.</summary>
    public string? Contact { get; init; }

    public static OpenComplaintBody Example { get; } =
        new()
        {
            Kind = "1",
            Office = "36010201",
            Text = "窗口要求提供离职证明,否则不予受理",
            Contact = "13800138000",
        };

    internal (ComplaintKind Kind, string Office, OpenComplaintWords Words) Read(Fields fields)
    {
        var kind = fields.Coded<ComplaintKind>(Kind, "kind", CodeListIds.ComplaintKind);
        var office = fields.Text(Office, "office", 14, required: true);
        var text = fields.Text(Text, "text", FieldLimits.Note, required: true);
        var contact = fields.Text(Contact, "contact", OpenComplaining.LongestContact);
        fields.ThrowIfWrong();
        return (kind!.Value, office!, new OpenComplaintWords(text!, contact));
    }
}

/// <summary>Asks what became of a complaint.</summary>
public sealed record OpenComplaintNumberBody : IRequest<OpenComplaintNumberBody>
{
    /// <summary>The number that was given.</summary>
    public string? Complaint { get; init; }

    public static OpenComplaintNumberBody Example { get; } = new() { Complaint = "TK20261201-0123456789ABCDEF" };

    internal string Read(Fields fields)
    {
        var id = fields.Text(Complaint, "complaint", 40, required: true);
        fields.ThrowIfWrong();
        return id!;
    }
}

/// <summary>The complaint is stored.</summary>
/// <param name="Complaint">Its number, by which the answer can be read.</param>
/// <param name="AnsweredBy">The office above, which answers it.</param>
/// <param name="Due">By when.</param>
public sealed record OpenComplaintRaised(string Complaint, string AnsweredBy, DateOnly Due);

/// <summary>What became of a complaint.</summary>
/// <param name="Status"><c>open</c>, <c>wellFounded</c> or <c>notWellFounded</c>.</param>
/// <param name="Answer">What was found, and the measures taken; absent while there is none.</param>
public sealed record OpenComplaintAnswerView(
    string Complaint,
    [Among("OpenComplaintState")] string Status,
    DateOnly Due,
    DateOnly? EndedOn,
    string? Answer
);

/// <summary>A page of complaints of persons who have no case.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record OpenComplaintsView(IReadOnlyList<OpenComplaintLine> Items, string? Next);

/// <summary>One line of the list.</summary>
/// <param name="Kind">Code list complaint-kind.</param>
/// <param name="Office">The office complained of.</param>
/// <param name="Owner">The office above, which answers.</param>
/// <param name="Due">The last day for the answer.</param>
/// <param name="Status"><c>open</c>, <c>wellFounded</c> or <c>notWellFounded</c>.</param>
/// <param name="Overdue">Open, and its last day is over.</param>
public sealed record OpenComplaintLine(
    string Id,
    [CodesOf(CodeListIds.ComplaintKind)] string Kind,
    string Office,
    string? OfficeName,
    string Owner,
    DateOnly RaisedOn,
    DateOnly Due,
    [Among("OpenComplaintState")] string Status,
    bool Overdue,
    DateOnly? EndedOn
)
{
    internal static OpenComplaintLine Of(OpenComplaint one, OfficeDirectory offices, DateOnly today) =>
        new(
            one.Id,
            ListCodes.Of(CodeListIds.ComplaintKind, one.Kind),
            one.Office,
            offices.Find(one.Office)?.Name,
            one.Owner,
            one.RaisedOn,
            one.Due,
            StateOf(one),
            one.End is null && one.Due < today,
            one.EndedOn
        );

    internal static string StateOf(OpenComplaint one) => one.End is { } end ? EnumName.Of(end) : "open";
}

/// <summary>A complaint with what was written.</summary>
/// <param name="Text">The person's words, long numbers masked; absent once they are erased.</param>
/// <param name="Contact">How the person can be reached, in full; absent where none was given.</param>
/// <param name="Answer">What was found, and the measures taken; absent while there is none.</param>
public sealed record OpenComplaintView(OpenComplaintLine Complaint, string? Text, string? Contact, string? Answer);
