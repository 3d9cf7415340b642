using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Persons.Unverified;
using Grid.Domain.Persons.Wording;

namespace Grid.Domain.Persons.Deciding;

/// <summary>What an exit must show, by its reason (§3.3); its side data are sorted before (<see cref="SideData"/>). The reasons that 79/2020 (四) forbids have no code at all.</summary>
internal static class ExitRules
{
    public static Refusal? Check(ExitDetails exit, Registration registration, DecisionContext context) =>
        Day(exit, registration, context)
        ?? FieldRules.Evidence("evidence", exit.Evidence, context.Now)
        ?? FieldRules.NotOlder("evidence", exit.Evidence, exit.On)
        ?? EvidenceFits.Exit(exit.Reason, exit.Evidence)
        ?? Statement(exit, registration, context)
        ?? (exit.Reason == ExitReason.Other ? FieldRules.Text("otherReason", exit.OtherReason, FieldRules.ShortLength) : null);

    private static Refusal? Day(ExitDetails exit, Registration registration, DecisionContext context)
    {
        if (exit.On > context.Today)
            return Refusal.Invalid("on", FieldRule.InFuture, atMost: context.Today);
        return exit.On < registration.RegisteredOn
            ? Refusal.Invalid("on", FieldRule.BeforeRegistration, atLeast: registration.RegisteredOn) with { Allowed = ["persons.revoke-registration"] }
            : null;
    }

    /// <summary>Giving up is what the person said, when and how; three refused services are no such statement (79/2020 (四)).</summary>
    private static Refusal? Statement(ExitDetails exit, Registration registration, DecisionContext context)
    {
        if (exit.Reason != ExitReason.GaveUpJobSeeking)
            return exit.Statement is null ? null : Refusal.Invalid("statement", FieldRule.OnlyWithGaveUp);
        if (exit.Statement is not { } statement)
            return Refusal.Invalid("statement", FieldRule.NeedsOwnStatement) with { Article = SuspiciousWording.ExitArticle };
        if (FieldRules.Text("statement.words", statement.Words, FieldRules.NoteLength) is { } noWords)
            return noWords;
        if (statement.At > context.Now)
            return Refusal.Invalid("statement.at", FieldRule.InFuture, atMost: context.Now);
        var said = ChinaTime.DateOf(statement.At);
        if (said < registration.RegisteredOn)
            return Refusal.Invalid("statement.at", FieldRule.OlderThanContradicted, atLeast: registration.RegisteredOn);
        return exit.On < said ? Refusal.Invalid("on", FieldRule.BeforeStatement, atLeast: said) : null;
    }
}
