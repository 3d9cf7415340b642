using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// The system that decides a matter says how far it is. Answers have numbers that only grow, so that a late or repeated one is known as such.
/// </summary>
/// <param name="Matter">Its number.</param>
/// <param name="Revision">The number of this answer, from 1.</param>
/// <param name="State">In hand, granted, not granted, or withdrawn by the person there.</param>
/// <param name="Grant">What was granted; with that state only.</param>
/// <param name="Reason">Why not; with not granted only.</param>
public sealed record AnswerMatter(string Matter, int Revision, MatterState State, MatterGrant? Grant, string? Reason) : PersonCommand
{
    /// <summary>The number at the system, where it has not been told before.</summary>
    public string? SystemReference { get; init; }
}

/// <summary>From the register to a person's record: a message about a matter arrived at its system, or was given up.</summary>
/// <param name="Matter">Its number.</param>
/// <param name="Arrived">False where it is not tried again by itself.</param>
public sealed record NoteMatterSent(string Matter, bool Arrived) : PersonCommand;

/// <summary>A matter was answered by the system that decides it.</summary>
public sealed record MatterAnswered(
    string Number,
    MatterKind Kind,
    string Office,
    DateOnly On,
    int Revision,
    [property: Personal] MatterState State,
    [property: Personal] MatterGrant? Grant,
    [property: Personal] string? Reason,
    [property: Personal] string? SystemReference
) : PersonEvent, IDated;

/// <summary>The system has the matter; or it could not be sent.</summary>
public sealed record MatterSent(string Number, MatterKind Kind, bool Arrived, DateOnly On) : PersonEvent, IDated;

/// <summary>
/// Records what systems decide about matters. A benefit is recorded as by hand (<see cref="RecordBenefit"/>), a recognition as a decision of its
/// procedure (<see cref="HardshipRules"/>), so that there is one kind of each and the figures follow; before there is a registration it waits for
/// that.
/// </summary>
internal static class AnsweringMatters
{
    public static Decision Decide(PersonRecord record, AnswerMatter command, DecisionContext context)
    {
        var (matter, office) = CaseMatters
            .Of(record)
            .FirstOrDefault(one => string.Equals(one.Matter.Number, command.Matter, StringComparison.Ordinal));
        if (matter is null)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownMatter));
        if (context.Matters.Find(matter.Kind) is not { } system || AskingMatters.IsOfAnother(system, context))
            return Decision.Refuse(new Refusal(RefusalCode.NotYourCase));
        if (CaseScope.Check(context, office) is { } elsewhere)
            return Decision.Refuse(elsewhere);
        if (Check(matter, command, record, context) is { } invalid)
            return Decision.Refuse(invalid);

        var outcome = AskingMatters.Outcome(OutcomeKind.MatterAnswered, record, matter, office);
        if (command.Revision < matter.Revision)
            return Decision.Accept(outcome with { Kind = OutcomeKind.MatterAnswerOutdated });
        if (command.Revision == matter.Revision)
        {
            return IsSame(matter, command)
                ? Decision.Accept(outcome)
                : Decision.Refuse(new Refusal(RefusalCode.MatterContradicted) { State = AskingMatters.StateOf(matter, office) });
        }

        // The person's own word: the withdrawal is on its way to the system.
        if (matter.State == MatterState.Withdrawn && command.State != MatterState.Withdrawn)
            return Decision.Refuse(new Refusal(RefusalCode.MatterClosed) { State = AskingMatters.StateOf(matter, office) });

        var answered = new MatterAnswered(
            matter.Number,
            matter.Kind,
            office,
            context.Today,
            command.Revision,
            command.State,
            command.Grant,
            command.Reason,
            command.SystemReference
        );
        if (command.State == MatterState.InHand || !IsOfActive(record, matter))
            return Decision.Accept(outcome, answered);
        var effects = Effects(record, matter, command.Grant, system, context);
        return effects.Refusal is { } refusal ? Decision.Refuse(refusal) : Decision.Accept(outcome, [answered, .. effects.Events]);
    }

    /// <summary>What was granted before the registration, which begins with these events.</summary>
    public static IEnumerable<PersonEvent> OfRegistration(Application application, Registration registration, DecisionContext context)
    {
        foreach (var matter in application.Matters ?? [])
        {
            if (matter is not { State: MatterState.Granted, Grant: { } grant } || context.Matters.Find(matter.Kind) is not { } system)
                continue;
            var evidence = EvidenceOf(system, context);
            if (matter.Kind == MatterKind.Benefit)
            {
                yield return new BenefitRecorded(
                    context.Today,
                    grant.From,
                    new ValidTime(grant.From, grant.To),
                    Benefits.Drawing,
                    evidence
                );
                continue;
            }

            yield return new HardshipChecked(context.Today, 0, null, evidence);
            foreach (var decided in HardshipRules.Decided(registration, matter, grant, EnumName.Of(system.Role), evidence, context))
                yield return decided;
        }
    }

    public static Decision Note(PersonRecord record, NoteMatterSent command, DecisionContext context)
    {
        if (context.Actor.Role != Role.System)
            return Decision.Refuse(new Refusal(RefusalCode.NotYourCase));
        var (matter, office) = CaseMatters
            .Of(record)
            .FirstOrDefault(one => string.Equals(one.Matter.Number, command.Matter, StringComparison.Ordinal));
        if (matter is null)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownMatter));
        var outcome = AskingMatters.Outcome(OutcomeKind.MatterSentNoted, record, matter, office);
        var changes = command.Arrived ? matter.State is MatterState.Asked or MatterState.Failed : matter.State == MatterState.Asked;
        return changes
            ? Decision.Accept(outcome, new MatterSent(matter.Number, matter.Kind, command.Arrived, context.Today))
            : Decision.Accept(outcome);
    }

    private static Refusal? Check(Matter matter, AnswerMatter command, PersonRecord record, DecisionContext context)
    {
        if (command.Revision < 1)
            return Refusal.Invalid("revision", FieldRule.OutOfRange, atLeast: 1);
        if (command.State is not (MatterState.InHand or MatterState.Granted or MatterState.NotGranted or MatterState.Withdrawn))
        {
            return Refusal.Invalid("status", FieldRule.NotInList) with { Allowed = ["inHand", "granted", "notGranted", "withdrawn"] };
        }

        if (command.SystemReference is { } reference && AskingMatters.Reference("systemReference", reference) is { } wrong)
            return wrong;
        if (command.SystemReference is { } other && matter.SystemReference is { } known && other != known)
            return Refusal.Invalid("systemReference", FieldRule.SameNumber);
        if (FieldRules.OptionalText("reason", command.Reason, FieldLimits.Note) is { } text)
            return text;
        if (command.Reason is not null && command.State != MatterState.NotGranted)
            return Refusal.Invalid("note", FieldRule.OnlyWhenNotGranted);
        if (command.Grant is not { } grant)
            return command.State == MatterState.Granted ? Refusal.Invalid("grant", FieldRule.Required) : null;
        if (command.State != MatterState.Granted)
            return Refusal.Invalid("grant", FieldRule.OnlyWhenGranted);
        if (grant.From > context.Today)
            return Refusal.Invalid("grant.from", FieldRule.InFuture, atMost: context.Today);
        if (grant.From < record.Identity?.BirthDate)
            return Refusal.Invalid("grant.from", FieldRule.BeforeBirth);
        if (grant.To < grant.From)
            return Refusal.Invalid("grant.to", FieldRule.BeforeStart, atLeast: grant.From);
        return matter.Kind == MatterKind.Hardship
            ? grant.Category is { } category && context.Codes.IsValid(CodeListIds.HardshipCategory, category, grant.From)
                ? null
                : Refusal.NotInList("grant.category", $"/v1/code-lists/{CodeListIds.HardshipCategory}")
            : grant.Category is null
                ? null
                : Refusal.Invalid("grant.category", FieldRule.OnlyForHardship);
    }

    private static bool IsSame(Matter matter, AnswerMatter command) =>
        matter.State == command.State
        && (command.State == MatterState.InHand || matter.Grant == command.Grant)
        && string.Equals(matter.Reason, command.Reason, StringComparison.Ordinal)
        && (command.SystemReference is null || string.Equals(matter.SystemReference, command.SystemReference, StringComparison.Ordinal));

    /// <summary>It is of the active registration, or of the by-reference case whose place that took.</summary>
    private static bool IsOfActive(PersonRecord record, Matter matter) =>
        record.Registration is { } active
        && (Has(active.Matters, matter) || record.Past.Any(past => past.Into == active.Number && Has(past.Registration.Matters, matter)));

    private static bool Has(IReadOnlyList<Matter>? matters, Matter matter) =>
        matters?.Any(one => string.Equals(one.Number, matter.Number, StringComparison.Ordinal)) == true;

    /// <summary>What an answer changes in the registration, by the very rules of what a clerk or a feed records.</summary>
    private static (IReadOnlyList<PersonEvent> Events, Refusal? Refusal) Effects(
        PersonRecord record,
        Matter matter,
        MatterGrant? grant,
        MatterSystem system,
        DecisionContext context
    )
    {
        if (grant is null && matter.Grant is null)
            return ([], null);
        var evidence = EvidenceOf(system, context);
        if (matter.Kind == MatterKind.Benefit)
        {
            var benefit = Benefits.Decide(
                record,
                grant is null
                    ? new RecordBenefit(Benefits.NotEligible, matter.Grant!.From, null, evidence)
                    : new RecordBenefit(Benefits.Drawing, grant.From, grant.To, evidence),
                context
            );
            return (benefit.Events, benefit.Refusal);
        }

        // The check that the procedure needs is the system's own.
        var check = Checking.Hardship(record, new RecordHardshipCheck(null, evidence), context);
        return check.Refusal is { } refusal
            ? ([], refusal)
            : (
                [
                    .. check.Events,
                    .. HardshipRules.Decided(record.Registration!, matter, grant, EnumName.Of(system.Role), evidence, context),
                ],
                null
            );
    }

    private static Evidence EvidenceOf(MatterSystem system, DecisionContext context) =>
        new()
        {
            Basis = EvidenceBasis.DataMatch,
            Source = system.Zh,
            MatchedAt = context.Now,
        };
}

/// <summary>Folds what happens to matters.</summary>
internal static class MatterFold
{
    public static PersonRecord Apply(PersonRecord record, PersonEvent change) =>
        change switch
        {
            MatterAsked e => Asked(record, e.Matter),
            MatterJoined e => CaseMatters.With(record, e.Number, matter =>
                matter with
                {
                    SystemReference = e.SystemReference,
                    State = InHand(matter.State),
                }
            ),
            MatterWithdrawn e => CaseMatters.With(record, e.Number, matter => matter with { State = MatterState.Withdrawn }),
            MatterObjected e => CaseMatters.With(record, e.Number, matter => matter with { Objection = new MatterObjection(e.On, e.Text) }),
            MatterAnswered e => CaseMatters.With(record, e.Number, matter => Answered(matter, e)),
            MatterSent e => CaseMatters.With(record, e.Number, matter =>
                matter with
                {
                    State = e.Arrived ? MatterState.Sent : MatterState.Failed,
                }
            ),
            ApplicationPrefilled e => record with { Prefilled = [.. record.Prefilled.Where(one => one.Kind != e.Kind), e.Prefilled] },
            PrefilledLapsed e => record with { Prefilled = [.. record.Prefilled.Where(one => one.Kind != e.Kind)] },
            _ => throw new ArgumentException($"No fold for {change.GetType().Name}.", nameof(change)),
        };

    /// <summary>The matters of an approved application go on with the registration.</summary>
    public static PersonRecord Registered(PersonRecord record, Registration registration) =>
        record.Application is { Matters: { } matters } application && application.Number == registration.Application
            ? record with
            {
                Registration = registration with { Matters = matters },
                Application = application with { Matters = null },
            }
            : record with
            {
                Registration = registration,
            };

    private static PersonRecord Asked(PersonRecord record, Matter matter) =>
        record switch
        {
            { Application: { IsOpen: true } open } => record with { Application = open with { Matters = [.. open.Matters ?? [], matter] } },
            { Registration: { } active } => record with { Registration = active with { Matters = [.. active.Matters ?? [], matter] } },
            _ => record,
        };

    private static Matter Answered(Matter matter, MatterAnswered e) =>
        matter with
        {
            State = e.State,
            Revision = e.Revision,
            AnsweredOn = e.State == MatterState.InHand ? matter.AnsweredOn : e.On,

            // One that is looked at again keeps what it had.
            Grant = e.State == MatterState.InHand ? matter.Grant : e.Grant,
            Reason = e.Reason,
            SystemReference = e.SystemReference ?? matter.SystemReference,

            // An answer after it settles an objection.
            Objection = e.State == MatterState.InHand ? matter.Objection : null,
        };

    private static MatterState InHand(MatterState state) =>
        state is MatterState.Asked or MatterState.Sent or MatterState.Failed ? MatterState.InHand : state;
}
