using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;

namespace Grid.Domain.Persons;

/// <summary>
/// What the duties of an active registration depend on; the contacts and services themselves are rows and journal entries.
/// </summary>
public sealed record ServiceState : Discreet
{
    public static ServiceState None { get; } = new();

    /// <summary>The day of the first contact that reached the person.</summary>
    public DateOnly? FirstContactedOn { get; init; }

    /// <summary>The latest contact that reached the person.</summary>
    public DateOnly? LastReachedOn { get; init; }

    /// <summary>Failed attempts since the last contact that reached, within one month; a visit is asked for at the third.</summary>
    public FailedAttempts? Failed { get; init; }

    /// <summary>
    /// The day of the third failed attempt of a month, until a visit or a data match has followed or the person was reached.
    /// </summary>
    public DateOnly? VisitAskedOn { get; init; }

    /// <summary>An exit that has to be examined; null when there is no sign of one.</summary>
    public LikelyExit? LikelyExit { get; init; }

    /// <summary>The latest pension match, and what it said is in the journal.</summary>
    public DateOnly? PensionCheckedOn { get; init; }

    /// <summary>Which hardship check was done last: 0, 6 or 12 months.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int HardshipCheckedMonths { get; init; }

    public HardshipRecognition? Hardship { get; init; }

    /// <summary>
    /// The last day of a recognition of which the office and the person have settled that it ends, or that it is to be renewed; null where
    /// there is nothing to settle, or not yet.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? HardshipEndSettled { get; init; }

    /// <summary>
    /// When the person draws unemployment benefit (失业保险金), as far as the insurance's data said; a separate matter (79/2020 (五)).
    /// </summary>
    public ValidTime? Benefit { get; init; }

    /// <summary>The clerk's grade, where it overrides the rule's.</summary>
    public ServiceGrade? GradeOverride { get; init; }

    /// <summary>What rules found, in the order in which the person was told; of those that are over, the latest.</summary>
    [JsonIgnore]
    public IReadOnlyList<PolicyCase> PolicyCases
    {
        get => StoredPolicyCases ?? [];
        init => StoredPolicyCases = value.Count == 0 ? null : value;
    }

    /// <summary>The stored form of <see cref="PolicyCases"/>.</summary>
    [JsonInclude, JsonPropertyName("policyCases"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<PolicyCase>? StoredPolicyCases { get; private init; }

    public DateTimeOffset? NextAppointment { get; init; }

    /// <summary>The month that a follow-up satisfies is the month of the contact.</summary>
    public bool ReachedIn(YearMonth month) => LastReachedOn is { } on && YearMonth.Of(on).CompareTo(month) >= 0;
}

/// <summary>
/// A fact that may end the registration: the person says to have found work, or the data say that a pension is drawn. It ends
/// nothing by itself.
/// </summary>
/// <param name="Reason">The exit that has to be examined.</param>
/// <param name="On">The day on which it was learnt.</param>
public sealed record LikelyExit(ExitReason Reason, DateOnly On) : Discreet;
