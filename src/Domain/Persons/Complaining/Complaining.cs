using System.Globalization;
using Grid.Domain.Calendar;

namespace Grid.Domain.Persons;

/// <summary>
/// The person complains about an office: over the register itself, over 12333, or at any counter. The office above gets it, with a last day.
/// </summary>
/// <param name="Text">In the person's own words.</param>
public sealed record RaiseComplaint(ComplaintKind Kind, string Text) : PersonCommand
{
    /// <summary>The office complained of; null for the one that answers for the case. It need not hold it: it may have sent the person away.</summary>
    public string? Office { get; init; }
}

/// <summary>The office above takes the complaint, and may let the office complained of see it.</summary>
public sealed record TakeComplaint(string ComplaintId, bool PassOn) : PersonCommand;

/// <summary>The answer of the office above.</summary>
/// <param name="Text">What was found, and what was done about it; the person reads it.</param>
public sealed record AnswerComplaint(string ComplaintId, bool WellFounded, string Text) : PersonCommand;

/// <summary>The person takes the complaint back.</summary>
/// <param name="Note">How the person said so, where the office above records it; null where the person does it.</param>
public sealed record WithdrawComplaint(string ComplaintId, string? Note) : PersonCommand;

/// <summary>A complaint was made.</summary>
public sealed record ComplaintRaised(
    string ComplaintId,
    ComplaintKind Kind,
    string Office,
    string Owner,
    DateOnly On,
    Deadline AnswerDue,
    [property: Personal] string Text
) : PersonEvent, IDated;

/// <summary>The office above has taken it.</summary>
/// <param name="PassedOn">The office complained of may see it.</param>
public sealed record ComplaintTaken(
    string ComplaintId,
    ComplaintKind Kind,
    string Office,
    string Owner,
    DateOnly On,
    string By,
    bool PassedOn
) : PersonEvent, IDated;

/// <summary>It was answered, or the person took it back.</summary>
public sealed record ComplaintEnded(
    string ComplaintId,
    ComplaintKind Kind,
    string Office,
    string Owner,
    DateOnly On,
    ComplaintEnd End,
    [property: Personal] string? Text
) : PersonEvent, IDated;

/// <summary>Complaints about offices, which the office above answers within ten working days.</summary>
internal static class Complaining
{
    /// <summary>So many of one person may be open at a time: each is answered by a person.</summary>
    public const int MostOpen = 3;

    /// <summary>So many may be raised within <see cref="WithinDays"/> days.</summary>
    public const int MostRaised = 5;

    public const int WithinDays = 30;

    /// <summary>So many that are over stay in the record, with their answers, for the person to read.</summary>
    public const int MostKept = 5;

    public static Decision Raise(PersonRecord record, RaiseComplaint command, DecisionContext context)
    {
        if (record.Identity is null || CaseScope.OfficeOf(record) is not { } holder)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownPerson));
        if (FieldRules.Text("text", command.Text, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        if (context.Offices.Find(command.Office ?? holder) is not { } about)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownOffice) { Field = "office" });
        var office = Succession.InChargeOf(about.Code.Value, context);
        if (OfficesAbove.Of(office, context) is not { } owner)
            return Decision.Refuse(new Refusal(RefusalCode.NoOfficeAbove) { Field = "office" });
        if (record.Complaints.FirstOrDefault(c => c.IsOpen && c.Kind == command.Kind && c.Office == office) is { } same)
            return Decision.Refuse(new Refusal(RefusalCode.ComplaintOpen) { Field = "kind" });
        if (
            record.Complaints.Count(c => c.IsOpen) >= MostOpen
            || record.Complaints.Count(c => c.RaisedOn > context.Today.AddDays(-WithinDays)) >= MostRaised
        )
        {
            return Decision.Refuse(new Refusal(RefusalCode.TooManyComplaints));
        }

        var due = Deadlines.Of(DutyKind.Complaint, context.Today, owner, context);
        var id = string.Create(
            CultureInfo.InvariantCulture,
            $"TS{context.Today:yyyyMMdd}-{context.NewId.ToString("N")[..10].ToUpperInvariant()}"
        );
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.ComplaintRaised, record) with
            {
                Reference = id,
                Office = owner,
                Due = due.Date,
                DueProvisional = due.Provisional ? true : null,
            },
            new ComplaintRaised(id, command.Kind, office, owner, context.Today, due, command.Text)
        );
    }

    public static Decision Take(PersonRecord record, TakeComplaint command, DecisionContext context)
    {
        if (Find(record, command.ComplaintId, context, out var complaint) is { } refusal)
            return Decision.Refuse(refusal);

        // Once the office complained of has seen it, that cannot be undone.
        var passedOn = complaint.PassedOn || command.PassOn;
        var outcome = Outcome(OutcomeKind.ComplaintTaken, record, complaint);
        return complaint.TakenBy == context.Actor.Subject && complaint.PassedOn == passedOn
            ? Decision.Accept(outcome)
            : Decision.Accept(
                outcome,
                new ComplaintTaken(
                    complaint.Id,
                    complaint.Kind,
                    complaint.Office,
                    complaint.Owner,
                    context.Today,
                    context.Actor.Subject,
                    passedOn
                )
            );
    }

    public static Decision Answer(PersonRecord record, AnswerComplaint command, DecisionContext context)
    {
        if (Find(record, command.ComplaintId, context, out var complaint) is { } refusal)
            return Decision.Refuse(refusal);
        if (FieldRules.Text("text", command.Text, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        var end = command.WellFounded ? ComplaintEnd.WellFounded : ComplaintEnd.NotWellFounded;
        return Decision.Accept(
            Outcome(OutcomeKind.ComplaintAnswered, record, complaint),
            Ended(complaint, end, context.Today, command.Text)
        );
    }

    public static Decision Withdraw(PersonRecord record, WithdrawComplaint command, DecisionContext context)
    {
        var isOwn = context.Actor.Role == Role.Applicant;
        if (Find(record, command.ComplaintId, context, out var complaint, needsOffice: !isOwn) is { } refusal)
            return Decision.Refuse(refusal);
        if (!isOwn && FieldRules.Text("note", command.Note, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        return Decision.Accept(
            Outcome(OutcomeKind.ComplaintWithdrawn, record, complaint),
            Ended(complaint, ComplaintEnd.Withdrawn, context.Today, command.Note)
        );
    }

    /// <summary>The key of the duty to answer it.</summary>
    public static string KeyOf(Complaint complaint) => $"complaint:{complaint.Id}";

    public static Duty DutyOf(Complaint complaint, DecisionContext context)
    {
        var owner = OfficesAbove.OwnerNow(complaint.Office, complaint.Owner, context);
        return new Duty
        {
            Key = KeyOf(complaint),
            Kind = DutyKind.Complaint,
            Office = owner,
            OpenedOn = complaint.RaisedOn,
            Due = Deadlines.Of(DutyKind.Complaint, complaint.RaisedOn, owner, context),
            PromisedDue = complaint.AnswerDue.Date,
        };
    }

    private static Refusal? Find(PersonRecord record, string id, DecisionContext context, out Complaint complaint, bool needsOffice = true)
    {
        complaint = record.Complaints.FirstOrDefault(c => c.IsOpen && string.Equals(c.Id, id, StringComparison.Ordinal))!;
        return complaint is null ? new Refusal(RefusalCode.UnknownComplaint)
            : needsOffice ? OfficesAbove.Check(complaint.Office, complaint.Owner, context)
            : null;
    }

    private static ComplaintEnded Ended(Complaint complaint, ComplaintEnd end, DateOnly on, string? text) =>
        new(complaint.Id, complaint.Kind, complaint.Office, complaint.Owner, on, end, text);

    private static CommandOutcome Outcome(OutcomeKind kind, PersonRecord record, Complaint complaint) =>
        Outcomes.Of(kind, record) with
        {
            Reference = complaint.Id,
            Office = complaint.Owner,
        };
}

/// <summary>Folds complaints.</summary>
internal static class ComplaintFold
{
    public static PersonRecord Apply(PersonRecord record, ComplaintRaised e) =>
        record with
        {
            Complaints =
            [
                .. record.Complaints,
                new Complaint(e.ComplaintId, e.Kind, e.Office, e.Owner, e.On, e.AnswerDue) { Text = e.Text },
            ],
        };

    public static PersonRecord Apply(PersonRecord record, ComplaintTaken e) =>
        Replace(record, e.ComplaintId, c => c with { TakenOn = c.TakenOn ?? e.On, TakenBy = e.By, PassedOn = e.PassedOn });

    public static PersonRecord Apply(PersonRecord record, ComplaintEnded e)
    {
        var ended = Replace(record, e.ComplaintId, c =>
            c with
            {
                End = e.End,
                EndedOn = e.On,
                Text = null,
                Answer = e.End == ComplaintEnd.Withdrawn ? null : e.Text,
            }
        );
        var over = ended.Complaints.Where(c => !c.IsOpen).ToList();
        return over.Count <= Complaining.MostKept ? ended : ended with { Complaints = [.. ended.Complaints.Where(c => c != over[0])] };
    }

    private static PersonRecord Replace(PersonRecord record, string id, Func<Complaint, Complaint> change) =>
        record with
        {
            Complaints = [.. record.Complaints.Select(c => string.Equals(c.Id, id, StringComparison.Ordinal) ? change(c) : c)],
        };
}
