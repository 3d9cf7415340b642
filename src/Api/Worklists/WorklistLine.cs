using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Duties;

namespace Grid.Api.Worklists;

/// <summary>One open duty on a worklist.</summary>
public sealed record WorklistLine
{
    public required string PersonId { get; init; }

    /// <summary>Masked; the telephone comes with the claim.</summary>
    public string? Name { get; init; }

    public required string Key { get; init; }

    [NamesOf<DutyKind>]
    public required string Kind { get; init; }

    public required string Office { get; init; }

    public required DateOnly OpenedOn { get; init; }

    /// <summary>The last day in time, inclusive.</summary>
    public required DateOnly Due { get; init; }

    public required bool Provisional { get; init; }

    [NamesOf<WorklistBucket>]
    public required string Bucket { get; init; }

    public DateTimeOffset? OverdueSince { get; init; }

    public string? EscalatedTo { get; init; }

    /// <summary><c>free</c>, <c>mine</c> or <c>taken</c>.</summary>
    [NamesOf<ClaimState>]
    public required string Claim { get; init; }

    /// <summary>The clerk who holds it.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>Who is responsible for it by the office's rule while it is unclaimed.</summary>
    public string? ResponsibleClerk { get; init; }

    public DateTimeOffset? ClaimedUntil { get; init; }

    public DateOnly? SnoozedUntil { get; init; }

    /// <summary>What the caller may do next, by the names of the operations.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required string Href { get; init; }

    internal static WorklistLine Of(WorklistItem item, Caller caller, RoleMatrix matrix, OfficeDirectory offices, DateTimeOffset now)
    {
        var today = ChinaTime.DateOf(now);
        var claimed = item.ClaimedBy is not null && now < item.ClaimedUntil;
        var claim =
            !claimed ? ClaimState.Free
            : item.ClaimedBy == caller.Actor.Subject ? ClaimState.Mine
            : ClaimState.Taken;
        return new WorklistLine
        {
            PersonId = item.Person.ToString(),
            Name = item.Name?.Masked,
            Key = item.Key,
            Kind = EnumName.Of(item.Kind),
            Office = item.Office,
            OpenedOn = item.OpenedOn,
            Due = item.Due,
            Provisional = item.Provisional,
            Bucket = EnumName.Of(Buckets.Of(item.Due, today)),
            OverdueSince = item.OverdueSince,
            EscalatedTo = item.EscalatedTo,
            Claim = EnumName.Of(claim),
            ClaimedBy = claimed ? item.ClaimedBy : null,
            ResponsibleClerk = claimed ? item.ClaimedBy : offices.Find(item.Office)?.ResponsibleFor(EnumName.Of(item.Kind)),
            ClaimedUntil = claimed ? item.ClaimedUntil : null,
            SnoozedUntil = item.SnoozedUntil,
            Actions = NextActions.Of(item.Kind, item.Key, claim, canSnooze: today < item.Due, caller, matrix),
            Href = $"/v1/persons/{item.Person}",
        };
    }
}

/// <summary>
/// What may be done next about a duty. Silence and refusals lead to contacts, visits and services, never to an exit (79/2020 (四)), so none
/// of the lists of contacts offers one.
/// </summary>
internal static class NextActions
{
    /// <summary>The first part of the keys of likely exits that are not proposed yet.</summary>
    private const string LikelyExit = "exit:";

    /// <summary>The key of a revocation that waits for its second person; other proposals have commands of their own.</summary>
    private const string Revocation = "secondPerson:revocation";

    /// <summary>Recorded with its evidence, or found to be none.</summary>
    private static readonly string[] OfLikelyExit = ["persons.exit", "persons.contact", "persons.pension-check"];

    /// <summary>The finding ends the registration, or says what is wrong with the row.</summary>
    private static readonly string[] OfMatch = ["persons.judge-match", "persons.answer-match", "persons.contact", "persons.exit"];

    private static readonly string[] OfChangedMatch = ["persons.judge-match", "persons.revoke-exit"];

    private static readonly string[] OfRevocation = ["persons.confirm-revocation", "persons.reject-revocation"];

    public static IReadOnlyList<string> Of(DutyKind kind, string key, ClaimState claim, bool canSnooze, Caller caller, RoleMatrix matrix)
    {
        var role = caller.Actor.Role;
        var actions = new List<string>(
            key.StartsWith(LikelyExit, StringComparison.Ordinal) ? OfLikelyExit
            : key.StartsWith(MatchDuties.ExamineKey, StringComparison.Ordinal) ? OfMatch
            : string.Equals(key, MatchDuties.ChangedKey, StringComparison.Ordinal) ? OfChangedMatch
            : string.Equals(key, Revocation, StringComparison.Ordinal) ? OfRevocation
            : OfKind(kind)
        );
        if (claim != ClaimState.Taken)
        {
            actions.Add("duties.claim");
            if (canSnooze)
                actions.Add("duties.snooze");
        }

        if (claim == ClaimState.Mine || (claim == ClaimState.Taken && role == Role.Supervisor))
            actions.Add("duties.release");

        return [.. actions.Where(action => matrix.Allows(action, role))];
    }

    private static string[] OfKind(DutyKind kind) =>
        kind switch
        {
            DutyKind.Review =>
            [
                "applications.verify",
                "applications.approve",
                "applications.refuse",
                "applications.ask-correction",
                "applications.transfer",
            ],
            DutyKind.Correction => ["applications.correct", "applications.verify"],
            DutyKind.FirstContact or DutyKind.FollowUp => ["persons.contact", "persons.service", "persons.policy"],
            DutyKind.Visit => ["persons.contact", "persons.pension-check"],
            DutyKind.ExitCheck => ["persons.confirm-exit", "persons.reject-exit"],
            DutyKind.PensionCheck => ["persons.pension-check"],
            DutyKind.HardshipCheck => ["persons.hardship-check", "hardship.apply", "persons.policy"],
            DutyKind.HardshipCase => ["hardship.examine", "hardship.recognise", "hardship.refuse"],
            DutyKind.HardshipExpiry => ["hardship.apply", "persons.hardship-check", "hardship.withdraw"],
            DutyKind.HouseholdCheck => ["households.check"],
            DutyKind.PolicyHelp or DutyKind.PolicyResult => ["persons.policy"],
            DutyKind.SecondPerson => ["persons.confirm-proposal", "persons.reject-proposal"],
            DutyKind.Objection or DutyKind.ReExamination => ["persons.answer-objection"],
            DutyKind.MatterAnswer => ["matters.withdraw"],
            DutyKind.Complaint => ["complaints.read", "complaints.take", "complaints.answer", "complaints.withdraw"],
            DutyKind.SurveyContradiction => ["survey-answers.read", "survey-answers.settle"],
            DutyKind.TransferRequest =>
            [
                "persons.transfer",
                "persons.decline-transfer",
                "applications.transfer",
                "applications.decline-transfer",
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no actions"),
        };
}

/// <summary>What the kinds of duties are called.</summary>
internal static class DutyWords
{
    /// <summary>In the order in which clerks read them.</summary>
    public static IReadOnlyList<KeyValuePair<DutyKind, Words>> All { get; } =
    [
        new(DutyKind.Review, new("待审核", "Review")),
        new(DutyKind.Correction, new("待更正身份信息", "Identity to be corrected")),
        new(DutyKind.FirstContact, new("待首次联系", "First contact")),
        new(DutyKind.FollowUp, new("本月待跟踪", "Monthly follow-up")),
        new(DutyKind.Visit, new("待走访或信息比对", "Visit or data match")),
        new(DutyKind.ExitCheck, new("待确认退出", "Exit to confirm")),
        new(DutyKind.PensionCheck, new("待比对养老保险待遇", "Pension check")),
        new(DutyKind.HardshipCheck, new("待核查就业困难情况", "Hardship check")),
        new(DutyKind.HardshipCase, new("待办理困难认定", "Hardship application")),
        new(DutyKind.HardshipExpiry, new("困难认定即将到期", "Hardship recognition ends")),
        new(DutyKind.HouseholdCheck, new("待核查零就业家庭", "Household to check")),
        new(DutyKind.PolicyHelp, new("待帮办政策", "Help with a policy")),
        new(DutyKind.PolicyResult, new("待跟进政策办理结果", "Policy's result to record")),
        new(DutyKind.SecondPerson, new("待第二人确认", "Waits for a second person")),
        new(DutyKind.Objection, new("待答复复核", "Objection to answer")),
        new(DutyKind.ReExamination, new("待重新核查", "To be examined again")),
        new(DutyKind.TransferRequest, new("待答复转移申请", "Transfer request to answer")),
        new(DutyKind.MatterAnswer, new("待联办事项答复", "Matter waits for its answer")),
        new(DutyKind.Complaint, new("待答复投诉", "Complaint to answer")),
        new(DutyKind.SurveyContradiction, new("待核查抽查不符", "Contradiction of a survey")),
    ];
}
