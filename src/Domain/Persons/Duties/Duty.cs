using Grid.Domain.Calendar;

namespace Grid.Domain.Persons.Duties;

/// <summary>One open duty towards a person. It closes with what fulfils it and is then only in the journal and in the offices' figures.</summary>
public sealed record Duty
{
    /// <summary>Unique among the person's open duties: the kind, and the month, step or identifier where there can be several (<c>followUp:2026-12</c>).</summary>
    public required string Key { get; init; }

    public required DutyKind Kind { get; init; }

    /// <summary>The office that owes it.</summary>
    public required string Office { get; init; }

    /// <summary>The day on which it came up, by law or by rule; not the day on which the register noticed.</summary>
    public required DateOnly OpenedOn { get; init; }

    /// <summary>The last day in time, inclusive.</summary>
    public required Deadline Due { get; init; }

    /// <summary>The day that the person was told; only moves later. Null where the person is told none.</summary>
    public DateOnly? ToldDue { get; init; }

    public DateTimeOffset? WarnedAt { get; init; }

    /// <summary>The first late moment; set once it has passed.</summary>
    public DateTimeOffset? OverdueSince { get; init; }

    /// <summary>The office whose supervisors have it on their list since it is overdue.</summary>
    public string? EscalatedTo { get; init; }

    public DutyClaim? Claim { get; init; }

    public DutySnooze? Snooze { get; init; }

    /// <summary>From when on the office is warned: 00:00 of a day before the last one, by kind.</summary>
    public DateTimeOffset WarnFrom => ChinaTime.StartOf(Due.Date.AddDays(-LeadDays(Kind)));

    private static int LeadDays(DutyKind kind) => kind switch
    {
        DutyKind.FollowUp or DutyKind.PensionCheck => 7,
        DutyKind.Visit or DutyKind.HardshipCheck => 3,
        _ => 1,
    };
}
