using System.Text;
using Grid.Domain.Calendar;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>How long the texts of commands may be, in UTF-16 units: the rules and the edge take it from here.</summary>
public static class FieldLimits
{
    /// <summary>A note, a reason or a statement in the person's own words.</summary>
    public const int Note = 500;

    /// <summary>A line: the source of an evidence, an address, another reason, why something was postponed or graded.</summary>
    public const int Line = 200;

    /// <summary>The name of an employer.</summary>
    public const int EmployerName = 200;

    /// <summary>The key by which a source of data names a row of its own.</summary>
    public const int SourceKey = 200;

    /// <summary>The number that a registration had in an earlier system.</summary>
    public const int LegacyNumber = 60;

    /// <summary>A number or a name as it is typed, before blanks and the like are taken out.</summary>
    public const int Typed = TypedText.MaximumLength;

    /// <summary>The version of a commitment's text.</summary>
    public const int CommitmentVersion = 40;
}

/// <summary>Rules for single fields that several commands share.</summary>
internal static class FieldRules
{
    /// <summary>
    /// A required text: not blank, not longer than the limit (UTF-16 units), of characters that can be stored (<see cref="StorableText"/>).
    /// </summary>
    public static Refusal? Text(string field, string? text, int limit)
    {
        if (text is null || !text.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            return Refusal.Invalid(field, FieldRule.NoContent);
        return OptionalText(field, text, limit);
    }

    /// <summary>An optional text, judged as <see cref="Text"/> when it is there.</summary>
    public static Refusal? OptionalText(string field, string? text, int limit)
    {
        if (text is null)
            return null;
        if (text.Length > limit)
            return Refusal.Invalid(field, FieldRule.TooLong, atMost: limit);
        return StorableText.Is(text) ? null : Refusal.Invalid(field, FieldRule.BadText);
    }

    /// <summary>What an evidence must hold for its basis (79/2020 (二)): a match its source and time, a check by hand its note.</summary>
    public static Refusal? Evidence(string field, Evidence evidence, DateTimeOffset now)
    {
        if (evidence.Basis == EvidenceBasis.DataMatch)
        {
            if (Text($"{field}.source", evidence.Source, FieldLimits.Line) is { } noSource)
                return noSource;
            if (evidence.MatchedAt is not { } matched)
                return Refusal.Invalid($"{field}.matchedAt", FieldRule.Required);
            if (matched > now)
                return Refusal.Invalid($"{field}.matchedAt", FieldRule.InFuture, atMost: now);
        }
        else if (evidence.Source is not null || evidence.MatchedAt is not null)
        {
            return Refusal.Invalid(evidence.Source is null ? $"{field}.matchedAt" : $"{field}.source", FieldRule.OnlyWithDataMatch);
        }

        return evidence.Basis == EvidenceBasis.ManualCheck
            ? Text($"{field}.note", evidence.Note, FieldLimits.Note)
            : OptionalText($"{field}.note", evidence.Note, FieldLimits.Note);
    }

    /// <summary>
    /// Matched data show nothing against what happened after they were matched: a match of an earlier year does not contradict a
    /// registration of this one.
    /// </summary>
    /// <param name="than">The day of what the evidence speaks against; a match of that very day will do.</param>
    public static Refusal? NotOlder(string field, Evidence evidence, DateOnly? than) =>
        than is { } day && evidence.MatchedAt is { } matched && ChinaTime.DateOf(matched) < day
            ? Refusal.Invalid($"{field}.matchedAt", FieldRule.OlderThanContradicted, atLeast: day)
            : null;

    /// <summary>Something only the person can say.</summary>
    public static Refusal? OwnDeclaration(string field, Evidence evidence, DateTimeOffset now) =>
        evidence.Basis != EvidenceBasis.PersonDeclaration
            ? new Refusal(RefusalCode.BasisNotEnough)
            {
                Field = $"{field}.basis",
                Rule = FieldRule.NeedsOwnDeclaration,
                Allowed = EvidenceFits.ByWord,
            }
            : Evidence(field, evidence, now);
}
