using System.Globalization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>
/// A source of data reports a row about this person (信息比对, 79/2020 (二), (四)), or withdraws it. On an open application it is evidence for
/// who verifies it; on a registration it opens a task, or ends the registration where the source's rule says so; what only it caused ends
/// with it. A report that is older than the one that is known changes nothing, so rows may come twice and in any order.
/// </summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Key">The row's key, see <see cref="MatchRef"/>.</param>
/// <param name="AsOf">The moment as of which the source says so; orders the reports of a row. At most the clock tolerance ahead.</param>
/// <param name="Fact">What it says; null withdraws the row.</param>
public sealed record RecordMatch(string Source, string Key, DateTimeOffset AsOf, MatchedFact? Fact) : PersonCommand
{
    /// <summary>The person's name as the source has it; compared with the record's and not stored. Null where it has none.</summary>
    public PersonName? Name { get; init; }
}

/// <summary>A row about this person was reported or withdrawn.</summary>
public sealed record MatchRecorded([property: Personal] KnownMatch Match) : PersonEvent;

/// <summary>What a row of a source leads to.</summary>
internal static class MatchRules
{
    /// <summary>The longest key, in characters.</summary>
    public const int LongestKey = 64;

    public static Decision Decide(PersonRecord record, RecordMatch command, DecisionContext context)
    {
        if (context.Actor.Role is not (Role.MatchingFeed or Role.System))
            return Decision.Refuse(new Refusal(RefusalCode.NotYourCase));
        if (context.Sources.Find(command.Source) is not { } source)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownSource) { Field = "source" });
        if (Check(record, command, context) is { } invalid)
            return Decision.Refuse(invalid);
        var row = new MatchRef(command.Source, command.Key);
        if (!IsWanted(record, row) || CaseScope.OfficeOf(record) is not { } office)
            return Decision.Refuse(new Refusal(RefusalCode.NothingToMatch));
        if (CaseScope.Check(context, office) is { } scope)
            return Decision.Refuse(scope);

        var known = KnownMatches.Find(record, row);
        var match = Read(record, command, source, known, context);
        if (known is not null && !match.IsNewerThan(known))
            return Decision.Accept(Outcomes.Of(known.AsOf == match.AsOf ? KindOf(record, row, []) : OutcomeKind.MatchIgnored, record));
        if (known is null && record.Matches.Count >= KnownMatches.Most)
        {
            return Decision.Refuse(
                new Refusal(RefusalCode.TooManyMatches) { AtMost = KnownMatches.Most.ToString(CultureInfo.InvariantCulture) }
            );
        }

        var recorded = new MatchRecorded(match);
        var after = PersonFold.Apply(record, recorded);
        var exits = MatchedExits.Of(after, context);
        var settled = exits.Aggregate(after, PersonFold.Apply);
        var kind = KindOf(settled, row, exits);

        // A task that is there already is none of this report's.
        var isKnown = known is not null && KnownMatch.SaysSame(known.Fact, match.Fact) && KindOf(record, row, []) == kind;
        var outcome = Outcomes.Of(isKnown && kind == OutcomeKind.MatchToExamine ? OutcomeKind.MatchRecorded : kind, settled);
        return Decision.Accept(
            exits is [.., Exited exit] ? outcome with { Registration = exit.Number, Office = exit.Office } : outcome,
            [recorded, .. exits]
        );
    }

    private static OutcomeKind KindOf(PersonRecord record, MatchRef row, IReadOnlyList<PersonEvent> exits) =>
        exits switch
        {
            [.., Exited] => OutcomeKind.Exited,
            [.., ExitRevoked] => OutcomeKind.ExitRevoked,
            _ when record.Registration is { } active
                    && KnownMatches.Find(record, row) is { } match
                    && MatchMeanings.On(active, match) is MatchMeaning.Task or MatchMeaning.Exit => OutcomeKind.MatchToExamine,

            // The same report again has the answer of the first one: its sender may not have heard it.
            _ when record.Registration is null && PastCases.LatestExit(record)?.Match == new MatchedExit(row, AtOnce: true) =>
                OutcomeKind.Exited,
            _ => OutcomeKind.MatchRecorded,
        };

    /// <summary>
    /// Rows are kept for a case only: one that is open, or one that a row has ended. Of anybody else nothing is stored.
    /// </summary>
    private static bool IsWanted(PersonRecord record, MatchRef row) =>
        record.AliasOf is null
        && (
            record.Registration is not null
            || record.Application is { IsOpen: true }
            || (PastCases.LatestExit(record)?.Match is { } exit && (exit.AtOnce || exit.Row == row))
        );

    private static Refusal? Check(PersonRecord record, RecordMatch command, DecisionContext context)
    {
        if (!MatchingSources.IsName(command.Key, LongestKey))
            return Refusal.Invalid("key", FieldRule.BadCode);

        // The moment orders the reports of a row, so it is never changed to now, as other moments are.
        if (command.AsOf > context.Now + context.ClockTolerance)
            return Refusal.Invalid("asOf", FieldRule.InFuture, atMost: context.Now);
        if (command.Fact is not { } fact)
            return null;

        // One that lies ahead is true on its day: then the same row is accepted.
        if (fact.On > context.Today)
        {
            return Refusal.Invalid("on", FieldRule.InFuture, atMost: context.Today) with { PassesAt = ChinaTime.StartOf(fact.On) };
        }

        if (fact.Until < fact.On)
            return Refusal.Invalid("until", FieldRule.BeforeStart, atLeast: fact.On);
        if (fact.On < record.Identity?.BirthDate)
            return Refusal.Invalid("on", FieldRule.BeforeBirth);
        return FieldRules.OptionalText("employer.name", fact.Employer?.Name, FieldLimits.EmployerName);
    }

    private static KnownMatch Read(
        PersonRecord record,
        RecordMatch command,
        MatchingSource source,
        KnownMatch? known,
        DecisionContext context
    )
    {
        bool? agrees =
            command.Fact is null || command.Name is null || record.Identity is null ? null : command.Name == record.Identity.Name;
        var match = new KnownMatch
        {
            Source = command.Source,
            Key = command.Key,
            Topic = source.Reports,
            AsOf = command.AsOf,
            Fact = command.Fact is { } fact ? fact with { Employer = Employer(fact.Employer) } : null,
            NameAgrees = agrees,
            LearntOn = context.Today,
            FreshFrom = context.Today.AddDays(-source.FreshDays),
            Allows = context.Sources.Allowed(source, agrees),
            KeepUntil = context.Today.AddDays(source.KeepDays),
        };
        return known is not null && KnownMatch.SaysSame(known.Fact, match.Fact) && known.NameAgrees == agrees
            ? match with
            {
                LearntOn = known.LearntOn,
                FreshFrom = known.FreshFrom,
                Allows = known.Allows,
            }
            : match;
    }

    /// <summary>A code that is no credit code says nothing.</summary>
    private static FormerEmployer? Employer(FormerEmployer? given) =>
        given is null or { Name: null, CreditCode: null } ? null : given with { GivenCode = null };
}

/// <summary>
/// Exits that the rules of sources cause, and their end when the row that caused them ends. Which exit there is follows from the known rows
/// alone: the earliest fact that ends the registration.
/// </summary>
internal static class MatchedExits
{
    /// <summary>The events that bring the record to what its rows say.</summary>
    /// <param name="record">With the row that has just been recorded.</param>
    /// <param name="context">Who and when.</param>
    public static IReadOnlyList<PersonEvent> Of(PersonRecord record, DecisionContext context)
    {
        if (record.PendingMove is not null)
            return [];
        if (record.Registration is not null)
            return First(record, context) is { } exit ? [exit] : [];
        if (
            PastCases.LatestExit(record) is not { Match: { AtOnce: true } cause } past
            || record.Application is { IsOpen: true }
            || KnownMatches.Find(record, cause.Row) is not { } row
        )
        {
            return [];
        }

        var revoked = Exiting.Revoked(record, past, EvidenceOf(row, context), context);
        var wanted = First(PersonFold.Apply(record, revoked), context);
        if (wanted is null)
            return [revoked];
        var stays = wanted.Match == cause && wanted.On == past.EndedOn && KnownMatch.IsSame(wanted.Details.Employer, past.Exit!.Employer);
        return stays ? [] : [revoked, wanted];
    }

    /// <summary>The exit by the first fact that ends the registration; null where there is none, or another decision waits.</summary>
    private static Exited? First(PersonRecord record, DecisionContext context) =>
        MatchMeanings
            .Leading(record, record.Registration!)
            .Where(match => MatchMeanings.On(record.Registration!, match) == MatchMeaning.Exit)
            .Select(match => Of(record, match, atOnce: true, context).Events.OfType<Exited>().FirstOrDefault())
            .FirstOrDefault(exit => exit is not null);

    /// <summary>The exit that a row leads to, by the rules of every exit.</summary>
    public static Decision Of(PersonRecord record, KnownMatch match, bool atOnce, DecisionContext context)
    {
        var reason = MatchMeanings.ReasonOf(match.Topic);
        var decided = Exiting.Decide(
            record,
            new RecordExit(
                new ExitDetails
                {
                    Reason = reason,
                    On = match.Fact!.On,
                    Evidence = EvidenceOf(match, context),
                    Employer = reason is ExitReason.Hired or ExitReason.SelfEmployed ? match.Fact.Employer : null,
                }
            ),
            context
        );
        return decided.Outcome is { } outcome
            ? Decision.Accept(
                outcome,
                [.. decided.Events.Select(e => e is Exited exited ? exited with { Match = new MatchedExit(match.Row, atOnce) } : e)]
            )
            : decided;
    }

    /// <summary>
    /// A person took an exit back. The rows that caused it, or would cause it again, were wrong: nothing else would keep the next report from
    /// ending the registration again.
    /// </summary>
    /// <param name="record">With the registration that is active again.</param>
    /// <param name="exit">The row that the exit rested on; null where it rested on none.</param>
    /// <param name="context">Who and when.</param>
    public static IEnumerable<PersonEvent> Wrong(PersonRecord record, MatchedExit? exit, DecisionContext context) =>
        exit is null
            ? []
            : record
                .Matches.Where(match =>
                    !match.IsWrong && (match.Row == exit.Row || MatchMeanings.On(record.Registration!, match) == MatchMeaning.Exit)
                )
                .Select(match => new MatchJudged(
                    match.Source,
                    MatchFault.ExitTakenBack,
                    context.Today,
                    match.Key,
                    new MatchVerdict(false, MatchFault.ExitTakenBack, match.Fact, context.Today, context.Actor.Subject)
                ));

    private static Evidence EvidenceOf(KnownMatch match, DecisionContext context) =>
        new()
        {
            Basis = EvidenceBasis.DataMatch,
            Source = context.Sources.Find(match.Source)?.Zh ?? match.Source,
            MatchedAt = match.AsOf > context.Now ? context.Now : match.AsOf,
        };
}

/// <summary>Folds what is known of rows.</summary>
internal static class MatchFold
{
    public static PersonRecord Apply(PersonRecord record, MatchRecorded e)
    {
        var known = KnownMatches.Find(record, e.Match.Row);
        return record with
        {
            Matches = KnownMatches.With(record.Matches, e.Match with { Statement = known?.Statement, Verdict = known?.Verdict }),
        };
    }

    public static PersonRecord Apply(PersonRecord record, MatchJudged e) =>
        Change(record, new MatchRef(e.Source, e.Key), match => match with { Verdict = e.Verdict });

    public static PersonRecord Apply(PersonRecord record, MatchAnswered e) =>
        Change(record, e.Row, match => match with { Statement = e.Statement });

    public static PersonRecord Apply(PersonRecord record, MatchesForgotten e) =>
        record with
        {
            Matches = [.. record.Matches.Where(match => !e.Rows.Contains(match.Row))],
        };

    /// <summary>Where no person is left in the record, nothing of a feed is.</summary>
    public static PersonRecord Settle(PersonRecord after) =>
        after is { Identity: null, Matches.Count: > 0 } ? after with { Matches = [] } : after;

    private static PersonRecord Change(PersonRecord record, MatchRef row, Func<KnownMatch, KnownMatch> change) =>
        record with
        {
            Matches = [.. record.Matches.Select(match => match.Row == row ? change(match) : match)],
        };
}
