using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Answers;

/// <summary>
/// A version of a text that every clerk and 12333 answers by, in both languages (79/2020 (十三)): one official proposes it, another one
/// approves it.
/// </summary>
public sealed record PolicyText : Discreet
{
    /// <summary>Which text: small letters, digits and hyphens.</summary>
    public required string Code { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    public required TextKind Kind { get; init; }

    /// <summary>Who reads it; at least one.</summary>
    public required IReadOnlyList<TextAudience> Audiences { get; init; }

    /// <summary>Title, or question.</summary>
    public required string TitleZh { get; init; }

    public required string TitleEn { get; init; }

    /// <summary>Text, or answer.</summary>
    public required string TextZh { get; init; }

    public required string TextEn { get; init; }

    /// <summary>The article it rests on; null for none.</summary>
    public string? Basis { get; init; }

    /// <summary>First day in force.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last day in force; null until the next version begins.</summary>
    public DateOnly? EffectiveTo { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public TextState State { get; init; } = TextState.Proposed;

    public string? DecidedBy { get; init; }

    /// <summary>The day of the decision.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>The later of the days on which it was approved and came into force: from then on it is to be read. Null before.</summary>
    [JsonIgnore]
    public DateOnly? ReadFrom => State == TextState.Approved && DecidedOn is { } on ? (on > EffectiveFrom ? on : EffectiveFrom) : null;
}

/// <summary>What a text is. The values are stored, never renumber.</summary>
public enum TextKind
{
    Policy = 1,

    /// <summary>What to say on the telephone.</summary>
    Script = 2,

    /// <summary>A question with its answer.</summary>
    Question = 3,
}

/// <summary>Who reads a text. The values are stored, never renumber.</summary>
public enum TextAudience
{
    Clerk = 1,
    Supervisor = 2,
    Hotline = 3,
}

/// <summary>What became of a version. The values are stored, never renumber.</summary>
public enum TextState
{
    Proposed = 1,
    Approved = 2,
    Rejected = 3,
}

/// <summary>The rules of versions.</summary>
public static class PolicyTexts
{
    public const int LongestTitle = 120;
    public const int LongestText = 2000;
    public const int LongestBasis = 100;

    /// <summary>A version may begin this many days back: a text that is corrected was wrong before. Further back it would rewrite history.</summary>
    public const int DaysBack = 31;

    /// <summary>
    /// The version in force on the day: the latest approved one that has begun, if it has not ended. One without a last day ends when the
    /// next one begins.
    /// </summary>
    public static PolicyText? InForce(IEnumerable<PolicyText> versions, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(versions);
        var latest = versions.Where(text => text.State == TextState.Approved && text.EffectiveFrom <= on).MaxBy(text => text.EffectiveFrom);
        return latest?.EffectiveTo < on ? null : latest;
    }

    /// <summary>Why a version may not begin on its day beside the approved ones; null where it may.</summary>
    public static TextConflict? Check(PolicyText proposed, IEnumerable<PolicyText> versions, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(proposed);
        ArgumentNullException.ThrowIfNull(versions);
        if (proposed.EffectiveTo < proposed.EffectiveFrom)
            return TextConflict.EndsBeforeItBegins;
        if (proposed.EffectiveFrom < today.AddDays(-DaysBack))
            return TextConflict.TooFarBack;
        return versions.Any(other =>
            other.State == TextState.Approved
            && (other.EffectiveFrom >= proposed.EffectiveFrom || other.EffectiveTo >= proposed.EffectiveFrom)
        )
            ? TextConflict.Overlaps
            : null;
    }

    /// <summary>
    /// Whether all search words are in the text, in either language and whatever the case; no words find everything.
    /// </summary>
    public static bool Matches(PolicyText text, string? words)
    {
        ArgumentNullException.ThrowIfNull(text);
        var searched = Nfkc.Normalize(string.Join('\n', text.Code, text.TitleZh, text.TitleEn, text.TextZh, text.TextEn, text.Basis));
        return Nfkc.Normalize(words ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(word => searched.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Why a version cannot be.</summary>
public enum TextConflict
{
    EndsBeforeItBegins,
    TooFarBack,

    /// <summary>An approved version begins on the day or later, or has a last day that is not before it.</summary>
    Overlaps,
}
