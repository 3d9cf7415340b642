using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Duplicates;

/// <summary>How often the register has the values that two persons share; null where they share none, or it was not counted.</summary>
/// <param name="Persons">Persons in the register.</param>
/// <param name="Name">Persons with this name, the two included.</param>
/// <param name="Telephone">Persons with this telephone, the two included.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SharedCounts(long Persons, long? Name, long? Telephone);

/// <summary>What is corrected where traits are not independent of each other.</summary>
[JsonConverter(typeof(StrictEnumConverter<CorrectionKind>))]
public enum CorrectionKind
{
    /// <summary>Telephone and address of one household.</summary>
    Household,

    /// <summary>Twins.</summary>
    Twins,
}

/// <summary>One trait's part of a score.</summary>
/// <param name="Trait">The trait.</param>
/// <param name="Likeness">How alike the two are in it.</param>
/// <param name="Bits">What it counts.</param>
/// <param name="Count">Persons of the register with the shared value; null where that does not matter.</param>
public sealed record ScorePart(TraitKind Trait, LikenessKind Likeness, double Bits, long? Count) : Discreet;

/// <summary>What is added to the parts, which are not independent of each other.</summary>
public sealed record ScoreCorrection(CorrectionKind Kind, double Bits) : Discreet;

/// <summary>
/// The score of two persons with its parts: their sum. It says how probable it is that the two are one person, and decides nothing.
/// </summary>
/// <param name="Bits">The sum.</param>
/// <param name="Parts">One for each trait.</param>
/// <param name="Corrections">What was added to them; mostly nothing.</param>
public sealed record LikenessScore(double Bits, IReadOnlyList<ScorePart> Parts, IReadOnlyList<ScoreCorrection> Corrections) : Discreet
{
    /// <summary>The score of a likeness.</summary>
    public static LikenessScore Of(Likeness likeness, SharedCounts counts, LikenessWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var parts = new List<ScorePart>();
        foreach (var trait in Enum.GetValues<TraitKind>())
        {
            var kind = likeness.Of(trait);
            var count =
                kind != LikenessKind.Same ? null
                : trait == TraitKind.Name ? counts.Name
                : trait == TraitKind.Telephone ? counts.Telephone
                : null;
            parts.Add(
                new ScorePart(
                    trait,
                    kind,
                    count is { } shared ? weights.OfCount(trait, shared, Math.Max(shared, counts.Persons)) : weights.Of(trait, kind),
                    count
                )
            );
        }

        var corrections = new List<ScoreCorrection>();
        var together = parts.Where(part => part.Trait is TraitKind.Telephone or TraitKind.Address && part.Bits > 0).Sum(part => part.Bits);
        if (together > weights.Household.Most)
            corrections.Add(new ScoreCorrection(CorrectionKind.Household, weights.Household.Most - together));
        if (likeness.MayBeTwins)
            corrections.Add(new ScoreCorrection(CorrectionKind.Twins, weights.Twins.Weight));
        return new LikenessScore(parts.Sum(part => part.Bits) + corrections.Sum(correction => correction.Bits), parts, corrections);
    }
}

/// <summary>
/// Compares many pairs, most of which are nothing: the traits that tell most for least work come first, and what can no longer reach the
/// score of the list is dropped. Any thread may use it.
/// </summary>
public sealed class LikenessSieve
{
    private readonly LikenessWeights weights;
    private readonly double mostOfAddress;

    /// <summary>A sieve for these weights.</summary>
    public LikenessSieve(LikenessWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        this.weights = weights;
        mostOfAddress = Math.Max(
            0,
            Math.Max(weights.Of(TraitKind.Address, LikenessKind.Same), weights.Of(TraitKind.Address, LikenessKind.Near))
        );
    }

    /// <summary>
    /// The likeness of two persons who may reach the score of the list, once the frequencies of what they share are counted; null for
    /// others. Never null for a pair that reaches it.
    /// </summary>
    public Likeness? Compare(Traits one, Traits other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var (born, telephone) = (LikenessOf.BirthDates(one.Born, other.Born), LikenessOf.Telephones(one.Telephone, other.Telephone));
        var numbers = LikenessOf.Numbers(one, other);
        var name = LikenessOf.Names(one, other);
        var sure =
            weights.Of(TraitKind.BirthDate, born)
            + weights.Of(TraitKind.Number, numbers)
            + AtMost(TraitKind.Name, name)
            + weights.Of(TraitKind.Sex, LikenessOf.Sexes(one.Sex, other.Sex));
        var phone = AtMost(TraitKind.Telephone, telephone);
        var best = phone > 0 ? Math.Min(phone + mostOfAddress, weights.Household.Most) : phone + mostOfAddress;
        if (sure + best < weights.List)
            return null;
        var likeness = LikenessOf.Persons(one, other);
        return Highest(likeness) < weights.List ? null : likeness;
    }

    /// <summary>The score if name and telephone were as rare as can be.</summary>
    private double Highest(Likeness likeness) =>
        LikenessScore.Of(likeness, new SharedCounts(long.MaxValue, Name: 1, Telephone: 1), weights).Bits;

    private double AtMost(TraitKind trait, LikenessKind kind) =>
        kind == LikenessKind.Same ? weights.MostOf(trait) : weights.Of(trait, kind);
}
