using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Rows that no case needs any more are removed from the record when their time is over: nothing of a feed is kept beyond its purpose. The
/// journal's entries stay, sealed, until the person is erased.
/// </summary>
public sealed record MatchesForgotten([property: Personal] IReadOnlyList<MatchRef> Rows) : PersonEvent;

/// <summary>When rows are forgotten.</summary>
internal static class ForgettingMatches
{
    /// <summary>What is to be forgotten by now; nothing where nothing is.</summary>
    public static IReadOnlyList<PersonEvent> Of(PersonRecord record, DecisionContext context)
    {
        MatchRef[] rows = [.. Unneeded(record).Where(match => MomentOf(match) <= context.Now).Select(match => match.Row)];
        return rows.Length == 0 ? [] : [new MatchesForgotten(rows)];
    }

    /// <summary>The moments at which rows will be forgotten.</summary>
    public static IEnumerable<DateTimeOffset> Moments(PersonRecord record) => Unneeded(record).Select(MomentOf);

    /// <summary>Rows that no case needs: none is open, and no duty is about them.</summary>
    private static IEnumerable<KnownMatch> Unneeded(PersonRecord record) =>
        record.Registration is not null || record.Application is { IsOpen: true }
            ? []
            : record.Matches.Where(match => MatchDuties.Changed(record)?.Row != match.Row);

    private static DateTimeOffset MomentOf(KnownMatch match) => ChinaTime.EndOf(match.KeepUntil);
}

/// <summary>The duties that follow from rows, and those that rows fulfil.</summary>
public static class MatchDuties
{
    /// <summary>The first part of the keys of duties to examine what sources report of a registered person; the reason follows.</summary>
    public const string ExamineKey = "match:";

    /// <summary>The key of the duty to examine an exit whose row was withdrawn or changed since.</summary>
    public const string ChangedKey = "matchChanged";

    /// <summary>One for each reason for which the registration may have to end, since the first row that says so.</summary>
    internal static IEnumerable<Duty> Of(PersonRecord record, DecisionContext context)
    {
        if (record.Registration is { } registration)
        {
            var reasons = MatchMeanings
                .Leading(record, registration)
                .GroupBy(match => MatchMeanings.ReasonOf(match.Topic))
                .OrderBy(rows => rows.Key);
            foreach (var rows in reasons)
            {
                var learnt = rows.Min(match => match.LearntOn);
                yield return Make(ExamineKey + EnumName.Of(rows.Key), DutyKind.ExitCheck, learnt, registration.Office, context);
            }
        }

        if (Changed(record) is { } changed && PastCases.LatestExit(record) is { } past)
        {
            yield return Make(
                ChangedKey,
                DutyKind.ReExamination,
                changed.LearntOn,
                Succession.InChargeOf(past.Registration.Office, context),
                context
            );
        }
    }

    /// <summary>
    /// The row that an exit rests on, where it does not say so any more and the office has not examined that: a person confirmed the exit, or
    /// a newer case is in the way, so the row alone does not undo it.
    /// </summary>
    internal static KnownMatch? Changed(PersonRecord record) =>
        record.Registration is null
        && record.Application is not { IsOpen: true }
        && PastCases.LatestExit(record) is { Match: { } exit } past
        && KnownMatches.Find(record, exit.Row) is { IsJudged: false } match
        && match.Fact?.On != past.EndedOn
            ? match
            : null;

    /// <summary>
    /// The latest day as of which a source said that a pension is drawn: that is a match of the pension data. Null where none did, or the
    /// office found it wrong.
    /// </summary>
    internal static DateOnly? PensionMatchedOn(PersonRecord record) =>
        record
            .Matches.Where(match => match is { Topic: MatchTopic.Pension, Fact: not null, IsWrong: false })
            .Select(match => (DateOnly?)ChinaTime.DateOf(match.AsOf))
            .Max();

    /// <summary>
    /// Whether data answer what a visit was to find out: as of that day or later a source reports something that may end the registration.
    /// </summary>
    internal static bool AnswersVisit(PersonRecord record, Registration registration, DateOnly asked) =>
        MatchMeanings.Leading(record, registration).Any(match => ChinaTime.DateOf(match.AsOf) >= asked);

    private static Duty Make(string key, DutyKind kind, DateOnly openedOn, string office, DecisionContext context) =>
        new()
        {
            Key = key,
            Kind = kind,
            Office = office,
            OpenedOn = openedOn,
            Due = Deadlines.Of(kind, openedOn, office, context),
        };
}
