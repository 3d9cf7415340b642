using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>
/// End the active registration (登记退出) for a reason that 79/2020 (四) names, or a similar one. The reasons "other" and "gave up looking for
/// work" only propose: they take a second person (<see cref="ConfirmExit"/>).
/// </summary>
public sealed record RecordExit(ExitDetails Exit) : PersonCommand, ITakesTwoPersons
{
    ProposalKind ITakesTwoPersons.Kind => ProposalKind.Exited;

    bool ITakesTwoPersons.IsProposed => Exit.Reason is ExitReason.Other or ExitReason.GaveUpJobSeeking;
}

/// <summary>A second person confirms a proposed exit.</summary>
public sealed record ConfirmExit : PersonCommand;

/// <summary>The proposed exit is dropped; the registration goes on.</summary>
public sealed record RejectExit(string Note) : PersonCommand;

/// <summary>
/// A wrong exit is taken back: the registration is active again with its original date. Only the latest one, and only while nothing newer
/// is open.
/// </summary>
public sealed record RevokeExit(RegistrationNumber Registration, Evidence Evidence) : PersonCommand;

/// <summary>An exit for reason "other", or of one who gave up looking for work, waits for a second person.</summary>
public sealed record ExitProposed([property: Personal] ExitCheck Check) : PersonEvent;

/// <summary>The proposed exit was dropped.</summary>
public sealed record ExitRejected([property: Personal] string Note) : PersonEvent;

/// <summary>The registration ended.</summary>
public sealed record Exited(
    RegistrationNumber Number,
    string Office,
    ExitReason Reason,
    DateOnly On,
    bool Counted,
    [property: Personal] ExitDetails Details
) : PersonEvent, IDated
{
    /// <summary>The day of the decision.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Who decided it: the clerk, or who proposed and who confirmed it.</summary>
    public IReadOnlyList<string> DecidedBy { get; init; } = [];

    /// <summary>The row of a source that it rests on; null where it rests on none.</summary>
    [Personal]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MatchedExit? Match { get; init; }

    /// <summary>Which row of an import brought it; null where it was decided here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportedRow? Imported { get; init; }
}

/// <summary>An exit was wrong: the registration is active again with its original date.</summary>
/// <param name="ExitedOn">The event date of the exit that is taken back.</param>
public sealed record ExitRevoked(
    RegistrationNumber Number,
    string Office,
    DateOnly ExitedOn,
    DateOnly On,
    bool Counted,
    [property: Personal] Evidence Evidence
) : PersonEvent, IDated;

/// <summary>The end of a registration (登记退出, 79/2020 (四)), and a wrong end taken back.</summary>
internal static class Exiting
{
    public static Decision Decide(PersonRecord record, RecordExit command, DecisionContext context)
    {
        if (ActiveCase(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (Waiting(record, registration) is { } waits)
            return Decision.Refuse(waits);

        // Before side data are sorted: where no one has to be informed of a death, nothing about the family is stored, not even as
        // unverified.
        if (command.Exit is { FamilyContact: not null, Reason: not ExitReason.Death })
            return Decision.Refuse(Refusal.Invalid("familyContact", FieldRule.OnlyWithDeath));
        var exit = SideData.Of(command.Exit);
        if (ExitRules.Check(exit, registration, context) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.Exited, record, registration) with
            {
                Unverified = UnverifiedData.Fields(exit.Unverified),
            },
            new Exited(registration.Number, registration.Office, exit.Reason, exit.On, registration.Counted, exit)
            {
                DecidedOn = context.Today,
                DecidedBy = context.Deciders,
            }
        );
    }

    /// <summary>Another exit of the registration waits for its second person.</summary>
    public static Refusal? Waiting(PersonRecord record, Registration registration) =>
        (
            ProposalRules.WaitingOf(record, ProposalKind.Exited) is { } proposal ? ProposalRules.StateOf(proposal)
            : registration.ExitCheck is { } check ? PresentState.Of(registration, check)
            : null
        )
            is { } waiting
            ? new Refusal(RefusalCode.ExitAlreadyProposed) { Allowed = ["persons.confirm-exit", "persons.reject-exit"], State = waiting }
            : null;

    /// <summary>Of one that an older version proposed.</summary>
    public static Decision ConfirmEarlier(PersonRecord record, DecisionContext context)
    {
        if (ActiveCase(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (registration.ExitCheck is not { } check)
        {
            return Decision.Refuse(
                new Refusal(RefusalCode.NoExitProposed) { Allowed = ["persons.exit"], State = PresentState.Of(registration) }
            );
        }

        if (string.Equals(check.ProposedBy, context.Actor.Subject, StringComparison.Ordinal))
            return Decision.Refuse(new Refusal(RefusalCode.SecondPersonNeeded) { State = PresentState.Of(registration, check) });

        var decided = Decide(
            record with
            {
                Registration = registration with { ExitCheck = null },
            },
            new RecordExit(check.Proposed),
            context with
            {
                ProposedBy = check.ProposedBy,
            }
        );
        return decided.Refusal is { } refusal ? Decision.Refuse(refusal with { Allowed = ["persons.reject-exit"] }) : decided;
    }

    /// <inheritdoc cref="ConfirmEarlier"/>
    public static Decision RejectEarlier(PersonRecord record, RejectExit command, DecisionContext context)
    {
        if (ActiveCase(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (registration.ExitCheck is null)
        {
            return Decision.Refuse(
                new Refusal(RefusalCode.NoExitProposed) { Allowed = ["persons.exit"], State = PresentState.Of(registration) }
            );
        }

        if (FieldRules.Text("note", command.Note, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(Outcomes.Of(OutcomeKind.ExitRejected, record, registration), new ExitRejected(command.Note));
    }

    public static Decision Revoke(PersonRecord record, RevokeExit command, DecisionContext context)
    {
        if (PastCases.LatestExit(record) is not { } last || last.Number != command.Registration)
        {
            return Decision.Refuse(
                new Refusal(RefusalCode.NotRevocable) { State = CaseScope.StateOf(record, context.Actor, context.Offices, context.Today) }
            );
        }

        if (CaseScope.Check(context, last.Registration.Office) is { } scope)
            return Decision.Refuse(scope);
        if (record.Registration is not null || record.Application is { IsOpen: true })
        {
            return Decision.Refuse(
                new Refusal(RefusalCode.NewerCaseOpen) { State = CaseScope.StateOf(record, context.Actor, context.Offices, context.Today) }
            );
        }

        if (
            (
                FieldRules.Evidence("evidence", command.Evidence, context.Now)
                ?? FieldRules.NotOlder("evidence", command.Evidence, last.EndedOn)
                ?? (last.Exit is { } exit ? EvidenceFits.Revocation(exit.Reason, command.Evidence) : null)
            ) is
            { } invalid
        )
        {
            return Decision.Refuse(invalid);
        }

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.ExitRevoked, record, last.Registration),
            TakenBack(record, last, command.Evidence, context)
        );
    }

    /// <summary>An exit that a person takes back, and that the rows which caused it, or would cause it again, were wrong.</summary>
    public static IReadOnlyList<PersonEvent> TakenBack(
        PersonRecord record,
        PastRegistration last,
        Evidence evidence,
        DecisionContext context
    )
    {
        var revoked = Revoked(record, last, evidence, context);
        return [revoked, .. MatchedExits.Wrong(PersonFold.Apply(record, revoked), last.Match, context)];
    }

    /// <summary>The exit of a registration taken back; nothing newer is open.</summary>
    public static ExitRevoked Revoked(PersonRecord record, PastRegistration last, Evidence evidence, DecisionContext context)
    {
        // The exit may have been another number's: whether the registration counts depends on the document too.
        var counted = context.Offices.Find(last.Registration.Office) is { } office
            ? Statistics.Counts(last.Registration, office, record.Identity!.Number, context.Today)
            : last.Registration.Counted;
        return new ExitRevoked(last.Number, last.Registration.Office, last.EndedOn, context.Today, counted, evidence);
    }

    private static Refusal? ActiveCase(PersonRecord record, DecisionContext context, out Registration registration)
    {
        registration = record.Registration!;
        return record.Registration is null ? CaseScope.NotRegistered(record, context) : CaseScope.Check(context, registration.Office);
    }
}

/// <summary>
/// What an exit must show, by its reason; its side data are sorted before (<see cref="SideData"/>). The reasons that 79/2020 (四) forbids
/// have no code at all.
/// </summary>
internal static class ExitRules
{
    public static Refusal? Check(ExitDetails exit, Registration registration, DecisionContext context) =>
        Day(exit, registration, context)
        ?? FieldRules.Evidence("evidence", exit.Evidence, context.Now)
        ?? FieldRules.NotOlder("evidence", exit.Evidence, exit.On)
        ?? EvidenceFits.Exit(exit.Reason, exit.Evidence)
        ?? Statement(exit, registration, context)
        ?? (exit.Reason == ExitReason.Other ? FieldRules.Text("otherReason", exit.OtherReason, FieldLimits.Line) : null);

    private static Refusal? Day(ExitDetails exit, Registration registration, DecisionContext context)
    {
        if (exit.On > context.Today)
            return Refusal.Invalid("on", FieldRule.InFuture, atMost: context.Today);
        return exit.On < registration.RegisteredOn
            ? Refusal.Invalid("on", FieldRule.BeforeRegistration, atLeast: registration.RegisteredOn) with
            {
                Allowed = ["persons.revoke-registration"],
            }
            : null;
    }

    /// <summary>Giving up is what the person said, when and how; three refused services are no such statement (79/2020 (四)).</summary>
    private static Refusal? Statement(ExitDetails exit, Registration registration, DecisionContext context)
    {
        if (exit.Reason != ExitReason.GaveUpJobSeeking)
            return exit.Statement is null ? null : Refusal.Invalid("statement", FieldRule.OnlyWithGaveUp);
        if (exit.Statement is not { } statement)
            return Refusal.Invalid("statement", FieldRule.NeedsOwnStatement) with { Article = SuspiciousWording.ExitArticle };
        if (FieldRules.Text("statement.text", statement.Words, FieldLimits.Note) is { } noWords)
            return noWords;
        if (statement.At > context.Now)
            return Refusal.Invalid("statement.at", FieldRule.InFuture, atMost: context.Now);
        var said = ChinaTime.DateOf(statement.At);
        if (said < registration.RegisteredOn)
            return Refusal.Invalid("statement.at", FieldRule.OlderThanContradicted, atLeast: registration.RegisteredOn);
        return exit.On < said ? Refusal.Invalid("on", FieldRule.BeforeStatement, atLeast: said) : null;
    }
}

/// <summary>Folds the end of a registration, and an end that is taken back.</summary>
internal static class ExitFold
{
    public static PersonRecord Apply(PersonRecord record, ExitProposed e) =>
        record with
        {
            Registration = record.Registration! with { ExitCheck = e.Check },
        };

    public static PersonRecord Apply(PersonRecord record, ExitRejected _) =>
        record with
        {
            Registration = record.Registration! with { ExitCheck = null },
        };

    public static PersonRecord Apply(PersonRecord record, Exited e)
    {
        if (e.Imported is { } from)
            record = ImportedFold.Marked(record, from);
        var over = PastCases.Over(record, PastEnding.Exited, e.On, e.Details);
        var decided = over.Past.First(p => p.Number == e.Number) with
        {
            DecidedOn = e.DecidedOn == e.On ? null : e.DecidedOn,
            DecidedBy = e.DecidedBy,
            Match = e.Match,
        };
        decided = decided with { Registration = HouseholdFold.Exited(decided.Registration, e) };
        return over with
        {
            Past = [.. over.Past.Select(p => p.Number == e.Number ? decided : p with { DecidedOn = null, DecidedBy = null })],
        };
    }

    public static PersonRecord Apply(PersonRecord record, ExitRevoked e)
    {
        var again = HouseholdFold.Again(PastCases.Find(record, e.Number)!.Registration);
        return record with
        {
            Registration = again with
            {
                Counted = e.Counted,
                Imported = again.Imported is { Uncounted: true } origin ? origin with { Uncounted = false } : again.Imported,
            },
            Past = [.. record.Past.Where(p => p.Number != e.Number)],
        };
    }
}
