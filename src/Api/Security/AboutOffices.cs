using Grid.Api.Requests;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Changes;

namespace Grid.Api.Security;

/// <summary>
/// What is recorded about an office in a person's record: complaints, and answers of surveys that contradict it. The office above handles it;
/// the office itself sees a complaint once it was passed on, and the rest not at all.
/// </summary>
internal static class AboutOffices
{
    private static readonly string[] Commands = ["answerComplaint", "withdrawComplaint", "recordSurveyAnswer", "settleContradiction"];

    /// <summary>Whether the caller is of the owner or above it, and not of the office that it is about.</summary>
    public static bool Handles(Caller caller, string about, string owner) =>
        Scope.Reaches(caller, owner)
        && (
            about == owner || (caller.Office?.Code.Value != about && !(caller.Actor.Role == Role.Clerk && caller.TakenOver.Contains(about)))
        );

    /// <summary>Whether the caller may see the complaint: who handles it, and once it was passed on the office that it is about.</summary>
    public static bool Sees(Caller caller, Complaint complaint) =>
        Handles(caller, complaint.Office, complaint.Owner) || (complaint.PassedOn && Scope.Reaches(caller, complaint.Office));

    /// <summary>The record without what is about an office and not for this caller.</summary>
    public static PersonRecord Cut(Caller caller, PersonRecord record)
    {
        if (record.Complaints.Count == 0 && record.SurveyChecks.Count == 0)
            return record;
        HashSet<string> hidden =
        [
            .. record.Complaints.Where(c => !Handles(caller, c.Office, c.Owner)).Select(c => $"complaint:{c.Id}"),
            .. record.SurveyChecks.Where(c => !Handles(caller, c.Office, c.Owner)).Select(c => $"survey:{c.Survey:N}"),
        ];
        return record with
        {
            Complaints = [.. record.Complaints.Where(c => Sees(caller, c))],
            SurveyChecks = [.. record.SurveyChecks.Where(c => Handles(caller, c.Office, c.Owner))],
            Duties = [.. record.Duties.Where(duty => !hidden.Contains(duty.Key))],
        };
    }

    /// <summary>Whether an entry of the history is about an office and not for this caller. The duties that follow are on the worklists.</summary>
    public static bool IsHidden(Caller caller, PersonEvent happened) =>
        happened switch
        {
            ComplaintRaised e => !Handles(caller, e.Office, e.Owner),
            ComplaintTaken e => !Handles(caller, e.Office, e.Owner),
            ComplaintEnded e => !Handles(caller, e.Office, e.Owner),
            SurveyAnswered e => !Handles(caller, e.Office, e.Owner),
            ContradictionSettled e => !Handles(caller, e.Office, e.Owner),
            DutyOpened { Duty.Kind: var kind } => IsAbove(kind),
            DutyMoved { Kind: var kind } => IsAbove(kind),
            DutyWarned { Kind: var kind } => IsAbove(kind),
            DutyOverdue { Kind: var kind } => IsAbove(kind),
            DutyClosed { Kind: var kind } => IsAbove(kind),
            DutyClaimed { Kind: var kind } => IsAbove(kind),
            DutySnoozed { Kind: var kind } => IsAbove(kind),
            WordingFlagged e => Commands.Contains(e.Command),
            _ => false,
        };

    /// <summary>The same of an event of which only the facts in clear are known.</summary>
    public static bool IsHidden(Caller caller, Change change) =>
        change.Event switch
        {
            "complaintRaised" or "complaintTaken" or "complaintEnded" or "surveyAnswered" or "contradictionSettled" => change.Facts
                is not { About: { } about, Owner: { } owner }
                || !Handles(caller, about, owner),
            "dutyOpened" or "dutyMoved" or "dutyWarned" or "dutyOverdue" or "dutyClosed" or "dutyClaimed" or "dutySnoozed" =>
                !Names<DutyKind>.TryGet(change.Facts.Topic, out var kind) || IsAbove(kind),
            "wordingFlagged" => Commands.Contains(change.Facts.Command),
            _ => false,
        };

    private static bool IsAbove(DutyKind kind) => kind is DutyKind.Complaint or DutyKind.SurveyContradiction;
}
