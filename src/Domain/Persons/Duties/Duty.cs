using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// One open duty towards a person. It closes with what fulfils it and is then only in the journal and in the offices' figures.
/// </summary>
public sealed record Duty : Discreet
{
    /// <summary>
    /// Unique among the person's open duties: the kind, and the month, step or identifier where there can be several
    /// (<c>followUp:2026-12</c>).
    /// </summary>
    public required string Key { get; init; }

    public required DutyKind Kind { get; init; }

    /// <summary>The office that owes it.</summary>
    public required string Office { get; init; }

    /// <summary>The day on which it opened, by law or by rule; not the day on which the register noticed.</summary>
    public required DateOnly OpenedOn { get; init; }

    /// <summary>The last day in time, inclusive.</summary>
    public required Deadline Due { get; init; }

    /// <summary>The last day that was given to the person; it only moves later. Null where the person is given none.</summary>
    [JsonPropertyName("toldDue")]
    public DateOnly? PromisedDue { get; init; }

    public DateTimeOffset? WarnedAt { get; init; }

    /// <summary>The first late moment; set once it has passed.</summary>
    public DateTimeOffset? OverdueSince { get; init; }

    /// <summary>The office whose supervisors have it on their list since it is overdue.</summary>
    public string? EscalatedTo { get; init; }

    public DutyClaim? Claim { get; init; }

    public DutySnooze? Snooze { get; init; }

    /// <summary>From when on the office is warned: 00:00 of a day before the last one, by kind.</summary>
    public DateTimeOffset WarnFrom => ChinaTime.StartOf(Due.Date.AddDays(-LeadDays(Kind)));

    private static int LeadDays(DutyKind kind) =>
        kind switch
        {
            DutyKind.FollowUp or DutyKind.PensionCheck or DutyKind.HardshipExpiry => 7,
            DutyKind.Visit
            or DutyKind.HardshipCheck
            or DutyKind.HardshipCase
            or DutyKind.HouseholdCheck
            or DutyKind.MatterAnswer
            or DutyKind.PolicyHelp
            or DutyKind.PolicyResult
            or DutyKind.Complaint => 3,
            _ => 1,
        };
}

/// <summary>What an office owes a person by a day. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<DutyKind>))]
public enum DutyKind
{
    /// <summary>Decide the application within three working days, 79/2020 (三).</summary>
    Review = 1,

    /// <summary>Look at the identity data that the person was asked to correct; runs on the review's clock.</summary>
    Correction = 2,

    /// <summary>First active contact within five working days after registration, 79/2020 (三).</summary>
    FirstContact = 3,

    /// <summary>The month's follow-up survey (跟踪调查), 79/2020 (四).</summary>
    FollowUp = 4,

    /// <summary>Three attempts of a month failed: visit the person or match data.</summary>
    Visit = 5,

    /// <summary>An exit that waits for its second person.</summary>
    ExitCheck = 6,

    /// <summary>Match the pension data, because the person may be drawing one by now. Age proves nothing.</summary>
    PensionCheck = 7,

    /// <summary>Six or twelve months registered: long-term unemployed, perhaps a hardship person (就业困难人员).</summary>
    HardshipCheck = 8,

    /// <summary>Answer an objection (复核) within five working days.</summary>
    Objection = 9,

    /// <summary>Hand the case to the office where the person applied, or record that the person stays: three working days.</summary>
    TransferRequest = 10,

    /// <summary>A revocation or another decision that takes two waits for its second person.</summary>
    SecondPerson = 11,

    /// <summary>An objection was upheld, and the matter must be examined again within five working days.</summary>
    ReExamination = 12,

    /// <summary>Examine an application for the recognition as a hardship person, and decide it after the publicity.</summary>
    HardshipCase = 15,

    /// <summary>A recognition as a hardship person ends soon: renew it with the person, or record that it ends.</summary>
    HardshipExpiry = 16,

    /// <summary>A member of a household found work: find out whether nobody in it is in work any more (零就业家庭).</summary>
    HouseholdCheck = 17,

    /// <summary>A matter that waits for the answer of its system (一件事): the office asks there, 79/2020 (五).</summary>
    MatterAnswer = 13,

    /// <summary>Help a person who fulfils a policy's rule, or record that it is not wanted, 79/2020 (三).</summary>
    PolicyHelp = 18,

    /// <summary>Record the application for a policy, and what became of it.</summary>
    PolicyResult = 19,

    /// <summary>Answer a complaint about an office below (79/2020 (十四)); owed by the office above, never by the one complained of.</summary>
    Complaint = 20,

    /// <summary>A person of a survey contradicts what an office below recorded.</summary>
    SurveyContradiction = 21,
}

/// <summary>A clerk works on the duty, so that no second one calls the same person.</summary>
/// <param name="By">The clerk's subject.</param>
/// <param name="Until">First moment at which the claim no longer holds.</param>
public sealed record DutyClaim(string By, DateTimeOffset Until) : Discreet
{
    /// <summary>When the clerk claimed it; null of claims made before this was recorded.</summary>
    public DateTimeOffset? Since { get; init; }

    public bool HoldsAt(DateTimeOffset moment) => moment < Until;
}

/// <summary>The duty is postponed with a reason, never beyond its last day.</summary>
/// <param name="Until">The day on which it is back on the list.</param>
/// <param name="Reason">Why; part of the journal.</param>
/// <param name="By">Who postponed it.</param>
public sealed record DutySnooze(DateOnly Until, string Reason, string By) : Discreet;

/// <summary>How a duty ended. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<DutyClosing>))]
public enum DutyClosing
{
    /// <summary>Fulfilled on or before its last day.</summary>
    InTime = 1,

    /// <summary>Fulfilled, but late.</summary>
    Late = 2,

    /// <summary>
    /// It was never fulfilled: a second month began after a follow-up's own, or the case ended when it was overdue.
    /// </summary>
    Missed = 3,

    /// <summary>
    /// There is nothing left to do: the case ended before the last day was over, or continues elsewhere, or never existed.
    /// </summary>
    Obsolete = 4,
}

/// <summary>
/// The duties that are fulfilled by speaking with the person: the first contact, the month's follow-up, the visit after attempts that
/// failed. Claiming one gives the telephone. For all others the person's telephone is asked for with a reason, like any other sensitive
/// value: they are about papers and data, and contacting is not their purpose.
/// </summary>
public static class ContactDuties
{
    public static bool Contains(DutyKind kind) => kind is DutyKind.FirstContact or DutyKind.FollowUp or DutyKind.Visit;
}
