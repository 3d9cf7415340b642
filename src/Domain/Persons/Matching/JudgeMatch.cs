using Grid.Domain.Calendar;

namespace Grid.Domain.Persons;

/// <summary>
/// The office has examined a row of a source. A right one ends the registration that it concerns, in the same commit; a wrong one leads to
/// nothing any more, also when it is reported again, and takes back the exit that rested on it. Both count for the source's precision.
/// </summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Key">The row's key.</param>
/// <param name="Right">Whether it is as the source says.</param>
/// <param name="Fault">What is wrong with it; exactly where it is wrong.</param>
/// <param name="Note">How it was examined; needed with <see cref="MatchFault.Other"/>, and where an exit is taken back.</param>
public sealed record JudgeMatch(string Source, string Key, bool Right, MatchFault? Fault, string? Note) : PersonCommand;

/// <summary>
/// A row of a source was examined. Source and finding are statistical facts: the precision of a source is counted from them.
/// </summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Fault">What is wrong with the row; null where it is right.</param>
/// <param name="On">The day.</param>
public sealed record MatchJudged(
    string Source,
    MatchFault? Fault,
    DateOnly On,
    [property: Personal] string Key,
    [property: Personal] MatchVerdict Verdict
) : PersonEvent, IDated;

/// <summary>
/// The person's own statement against a row, recorded by the office: the row stays, and so does what the person says. It decides nothing.
/// </summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Key">The row's key.</param>
/// <param name="Statement">What the person said, when and how.</param>
public sealed record AnswerMatch(string Source, string Key, OwnStatement Statement) : PersonCommand;

/// <summary>The person's statement against a row was recorded.</summary>
public sealed record MatchAnswered([property: Personal] MatchRef Row, [property: Personal] OwnStatement Statement) : PersonEvent;

/// <summary>What an office does about a row.</summary>
internal static class JudgingRules
{
    public static Decision Judge(PersonRecord record, JudgeMatch command, DecisionContext context)
    {
        if (Find(record, command.Source, command.Key, context, out var match) is { } refusal)
            return Decision.Refuse(refusal);
        if (Check(record, match, command) is { } invalid)
            return Decision.Refuse(invalid);
        if (match.IsJudged && match.Verdict!.Right == command.Right && match.Verdict.Fault == command.Fault)
            return Decision.Refuse(new Refusal(RefusalCode.NothingChanges));

        var judged = new MatchJudged(
            match.Source,
            command.Fault,
            context.Today,
            match.Key,
            new MatchVerdict(command.Right, command.Fault, match.Fact, context.Today, context.Actor.Subject) { Note = command.Note }
        );
        var after = PersonFold.Apply(record, judged);
        var follows =
            command.Right && record.Registration is { } active && IsExit(active, match)
                ? MatchedExits.Of(record, match, atOnce: false, context)
            : !command.Right && ExitOn(record, match) is { } past ? Exiting.Revoke(after, Revocation(past, command), context)
            : null;
        if (follows?.Refusal is { } obstacle)
            return Decision.Refuse(obstacle);
        var events = follows?.Events ?? [];
        return Decision.Accept(Outcomes.Of(OutcomeKind.MatchJudged, events.Aggregate(after, PersonFold.Apply)), [judged, .. events]);
    }

    public static Decision Answer(PersonRecord record, AnswerMatch command, DecisionContext context)
    {
        if (Find(record, command.Source, command.Key, context, out var match) is { } refusal)
            return Decision.Refuse(refusal);
        if (FieldRules.Text("statement.text", command.Statement.Words, FieldLimits.Note) is { } noWords)
            return Decision.Refuse(noWords);
        if (command.Statement.At > context.Now)
            return Decision.Refuse(Refusal.Invalid("statement.at", FieldRule.InFuture, atMost: context.Now));
        return Decision.Accept(Outcomes.Of(OutcomeKind.MatchAnswered, record), new MatchAnswered(match.Row, command.Statement));
    }

    private static Refusal? Check(PersonRecord record, KnownMatch match, JudgeMatch command)
    {
        if (command.Right != command.Fault is null)
            return Refusal.Invalid("fault", command.Right ? FieldRule.OnlyWhenWrong : FieldRule.Required);

        // The register itself records that, with the exit that is taken back.
        if (command.Fault == MatchFault.ExitTakenBack)
            return Refusal.Invalid("fault", FieldRule.NotInList);
        var needsNote = command.Fault == MatchFault.Other || (!command.Right && ExitOn(record, match) is not null);
        return needsNote
            ? FieldRules.Text("note", command.Note, FieldLimits.Note)
            : FieldRules.OptionalText("note", command.Note, FieldLimits.Note);
    }

    /// <summary>
    /// Whether a right row ends the registration. One that was over before, or is older than it, does not; a fact from before the
    /// registration is no exit, and its rule names the revocation instead.
    /// </summary>
    private static bool IsExit(Registration registration, KnownMatch match) =>
        MatchMeanings.On(registration, match) is MatchMeaning.Task or MatchMeaning.Exit;

    /// <summary>The exit that rests on this row, where it is the latest; null otherwise.</summary>
    private static PastRegistration? ExitOn(PersonRecord record, KnownMatch match) =>
        record.Registration is null && PastCases.LatestExit(record) is { Match: { } exit } past && exit.Row == match.Row ? past : null;

    private static RevokeExit Revocation(PastRegistration past, JudgeMatch command) =>
        new(past.Number, new Evidence { Basis = EvidenceBasis.ManualCheck, Note = command.Note });

    private static Refusal? Find(PersonRecord record, string source, string key, DecisionContext context, out KnownMatch match)
    {
        match = KnownMatches.Find(record, new MatchRef(source, key))!;

        // The scope first: who may not act for the office does not learn which rows there are.
        return (CaseScope.OfficeOf(record) is { } office ? CaseScope.Check(context, office) : null)
            ?? (match is null ? new Refusal(RefusalCode.UnknownMatch) : null);
    }
}
