using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>What a row says about a case. It follows from the row and the case alone, so the order in which rows came is of no account.</summary>
[JsonConverter(typeof(StrictEnumConverter<MatchMeaning>))]
public enum MatchMeaning
{
    /// <summary>Nothing against it: withdrawn, found wrong, or over before the person became unemployed.</summary>
    Nothing,

    /// <summary>To be weighed by the office; nothing follows by itself.</summary>
    Evidence,

    /// <summary>
    /// "Still employed" in the work that the person says to have lost: the former employer has often not reported its end. A hit to be checked
    /// by hand, while the clock runs; a registration that was approved in spite of it is not doubted again.
    /// </summary>
    StaleWork,

    /// <summary>The registration may have to end: a clerk examines it.</summary>
    Task,

    /// <summary>The registration ends by the rule of the source.</summary>
    Exit,
}

/// <summary>What the known rows say about a case (79/2020 (二), (四)).</summary>
public static class MatchMeanings
{
    /// <summary>
    /// Work that ended within so many days is no exit at once: who is out of work again needs a clerk's look, not a message.
    /// </summary>
    public const int ShortWorkDays = 31;

    /// <summary>About an open application: evidence for who verifies it, and never a block.</summary>
    public static MatchMeaning On(Application application, KnownMatch match)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(match);
        if (match.Fact is not { } fact || match.IsWrong)
            return MatchMeaning.Nothing;
        return OfFormerWork(match.Topic, fact, application.UnemployedOn) ?? MatchMeaning.Evidence;
    }

    /// <summary>About an active registration.</summary>
    public static MatchMeaning On(Registration registration, KnownMatch match)
    {
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentNullException.ThrowIfNull(match);
        if (match.Fact is not { } fact || match.IsWrong)
            return MatchMeaning.Nothing;
        if (OfFormerWork(match.Topic, fact, registration.UnemployedOn) is { } former)
            return former;
        if (IsWork(match.Topic) && fact.Until < registration.RegisteredOn)
            return MatchMeaning.Nothing;

        // Data of before the registration do not contradict it, and what was known when it was approved has been weighed.
        if (ChinaTime.DateOf(match.AsOf) < registration.RegisteredOn || match.LearntOn < registration.RegisteredOn)
            return MatchMeaning.Evidence;
        if (match.Allows == MatchConsequence.Evidence || IsOwnContribution(match.Topic, fact))
            return MatchMeaning.Evidence;
        var ends =
            match.Allows == MatchConsequence.Exit
            && fact.On >= registration.RegisteredOn
            && ChinaTime.DateOf(match.AsOf) >= match.FreshFrom
            && !(fact.Until is { } until && until.DayNumber - fact.On.DayNumber < ShortWorkDays);
        return ends ? MatchMeaning.Exit : MatchMeaning.Task;
    }

    /// <summary>The check of an application to which rows of a kind speak; null where there is none, and the office sees the row alone.</summary>
    public static VerificationSubject? SubjectOf(MatchTopic topic) =>
        topic switch
        {
            MatchTopic.Employment or MatchTopic.Contributions or MatchTopic.Conscription => VerificationSubject.OutOfWork,
            MatchTopic.Business => VerificationSubject.NoActiveBusiness,
            MatchTopic.Pension => VerificationSubject.NoPension,

            // Who applies in the name of a dead person is not that person, or the source is wrong.
            MatchTopic.Death => VerificationSubject.Identity,
            _ => null,
        };

    /// <summary>The exit that a kind of fact leads to, 79/2020 (四).</summary>
    public static ExitReason ReasonOf(MatchTopic topic) =>
        topic switch
        {
            MatchTopic.Employment or MatchTopic.Contributions => ExitReason.Hired,
            MatchTopic.Business => ExitReason.SelfEmployed,
            MatchTopic.Pension => ExitReason.BasicPension,
            MatchTopic.Enrolment or MatchTopic.Conscription or MatchTopic.LeftCountry => ExitReason.SchoolMilitaryAbroad,
            MatchTopic.Death => ExitReason.Death,
            MatchTopic.Prison => ExitReason.Imprisoned,
            _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "no exit"),
        };

    /// <summary>Employment, contributions, a business.</summary>
    public static bool IsWork(MatchTopic topic) => topic is MatchTopic.Employment or MatchTopic.Contributions or MatchTopic.Business;

    /// <summary>The rows of a registration that lead to something, the first facts first.</summary>
    internal static IEnumerable<KnownMatch> Leading(PersonRecord record, Registration registration) =>
        record
            .Matches.Where(match => On(registration, match) is MatchMeaning.Task or MatchMeaning.Exit)
            .OrderBy(match => match.Fact!.On)
            .ThenBy(match => match.Source, StringComparer.Ordinal)
            .ThenBy(match => match.Key, StringComparer.Ordinal);

    /// <summary>Work that began before the person became unemployed: over, or still there in the data. Null for anything else.</summary>
    private static MatchMeaning? OfFormerWork(MatchTopic topic, MatchedFact fact, DateOnly unemployedOn) =>
        !IsWork(topic) || fact.On > unemployedOn ? null
        : fact.Until <= unemployedOn ? MatchMeaning.Nothing
        : MatchMeaning.StaleWork;

    private static bool IsOwnContribution(MatchTopic topic, MatchedFact fact) => topic == MatchTopic.Contributions && fact.Employer is null;
}
