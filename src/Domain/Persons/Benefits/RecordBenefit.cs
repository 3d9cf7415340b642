using Grid.Domain.Codes;
using Grid.Domain.Counting;

namespace Grid.Domain.Persons;

/// <summary>
/// What the insurance says of the person's unemployment benefit (失业保险金), as its data show or as checked by hand. A separate matter: it
/// is never a condition of the registration and never ends it, 79/2020 (二), (四), (五).
/// </summary>
/// <param name="State">Code list <c>benefit-state</c>; 20 is drawing it.</param>
/// <param name="From">The first day of that state, inclusive.</param>
/// <param name="To">The last day for which benefit is granted, inclusive; for state 20 only, null while it is open.</param>
public sealed record RecordBenefit(string State, DateOnly From, DateOnly? To, Evidence Evidence) : PersonCommand;

/// <summary>What the insurance says of unemployment benefit (失业保险金). Nothing of the registration depends on it.</summary>
/// <param name="From">The first day of the state.</param>
/// <param name="Drawn">From when to when the person draws benefit, as known from now on; null when not at all.</param>
/// <param name="BenefitState">Code list <c>benefit-state</c>; it may reveal a prison, so the history does not show it.</param>
public sealed record BenefitRecorded(
    DateOnly On,
    DateOnly From,
    ValidTime? Drawn,
    [property: Personal] string BenefitState,
    [property: Personal] Evidence Evidence
) : PersonEvent, IDated;

/// <summary>
/// Unemployment benefit (失业保险金) as the insurance's data say: only recorded, for the statistics and for those who ask. It has no
/// consequence for a registration, 79/2020 (二), (四).
/// </summary>
internal static class Benefits
{
    /// <summary>正在享受: the one state in which benefit is drawn.</summary>
    public const string Drawing = "20";

    /// <summary>不符合: what a grant that was taken back leaves.</summary>
    public const string NotEligible = "10";

    public static Decision Decide(PersonRecord record, RecordBenefit command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (Check(record, registration, command, context) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.BenefitRecorded, record, registration),
            new BenefitRecorded(context.Today, command.From, Drawn(registration.Service.Benefit, command), command.State, command.Evidence)
        );
    }

    private static Refusal? Check(PersonRecord record, Registration registration, RecordBenefit command, DecisionContext context)
    {
        if (!context.Codes.IsValid(CodeListIds.BenefitState, command.State, command.From))
            return Refusal.NotInList("status", $"/v1/code-lists/{CodeListIds.BenefitState}");
        if (command.From > context.Today)
            return Refusal.Invalid("from", FieldRule.InFuture, atMost: context.Today);
        if (command.From < record.Identity?.BirthDate)
            return Refusal.Invalid("from", FieldRule.BeforeBirth);
        if (command.To is not null && !IsDrawing(command))
            return Refusal.Invalid("to", FieldRule.OnlyWhileDrawing);
        if (command.To < command.From)
            return Refusal.Invalid("to", FieldRule.BeforeStart, atLeast: command.From);
        if (
            (
                FieldRules.Evidence("evidence", command.Evidence, context.Now)
                ?? FieldRules.NotOlder("evidence", command.Evidence, registration.Service.Benefit?.From)
            ) is
            { } invalid
        )
        {
            return invalid;
        }

        return command.Evidence.Basis == EvidenceBasis.PersonDeclaration
            ? new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Allowed = EvidenceFits.ByDataOrHand }
            : null;
    }

    /// <summary>
    /// Another state ends the benefit on the day before, if it was still drawn; a grant that had run out before is not changed.
    /// </summary>
    private static ValidTime? Drawn(ValidTime? until, RecordBenefit command)
    {
        if (IsDrawing(command))
            return new ValidTime(command.From, command.To);
        if (until is null || command.From <= until.From)
            return null;
        var last = command.From.AddDays(-1);
        return until.To is { } to && to < last ? until : until with { To = last };
    }

    private static bool IsDrawing(RecordBenefit command) => string.Equals(command.State, Drawing, StringComparison.Ordinal);
}
