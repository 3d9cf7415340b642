using Grid.Domain.Data;
using Grid.Domain.Text;

namespace Grid.Domain.Duplicates;

/// <summary>
/// What a likeness counts, from <c>data/duplicates/weights.json</c> or a province's own file: for each the logarithm to base 2 of how much
/// more often it is found in two records of one person than in those of two. Weights are added (Fellegi and Sunter): each bit doubles the
/// odds that the two are one person.
/// </summary>
public sealed class LikenessWeights
{
    private const double MostBits = 64;

    private static readonly (TraitKind Trait, LikenessKind[] Likenesses)[] Known =
    [
        (
            TraitKind.Name,
            [
                LikenessKind.Same,
                LikenessKind.SameSound,
                LikenessKind.SameSoundInLetters,
                LikenessKind.OtherScript,
                LikenessKind.Near,
                LikenessKind.SameSurname,
                LikenessKind.Different,
            ]
        ),
        (
            TraitKind.BirthDate,
            [
                LikenessKind.Same,
                LikenessKind.SameNewYear,
                LikenessKind.Exchanged,
                LikenessKind.Near,
                LikenessKind.Different,
                LikenessKind.Missing,
            ]
        ),
        (TraitKind.Sex, [LikenessKind.Same, LikenessKind.Different, LikenessKind.Missing]),
        (TraitKind.Telephone, [LikenessKind.Same, LikenessKind.Near, LikenessKind.Different, LikenessKind.Missing]),
        (TraitKind.Address, [LikenessKind.Same, LikenessKind.Near, LikenessKind.Different, LikenessKind.Missing]),
        (
            TraitKind.Number,
            [LikenessKind.OtherKind, LikenessKind.OneSlip, LikenessKind.OtherSequence, LikenessKind.Different, LikenessKind.Missing]
        ),
    ];

    private readonly WeightsFile file;
    private readonly double[,] bits = new double[Enum.GetValues<TraitKind>().Length, Enum.GetValues<LikenessKind>().Length];

    private LikenessWeights(WeightsFile file)
    {
        this.file = file;
        foreach (var weight in file.Weights)
            bits[(int)weight.Trait, (int)weight.Likeness] = weight.Bits;
    }

    /// <summary>The weights that ship: estimates.</summary>
    public static LikenessWeights BuiltIn { get; } = Parse(EmbeddedData.Read("duplicates/weights.json"));

    /// <summary>Kept with each pair: by which weights it was found.</summary>
    public string Version => file.Version;

    /// <summary>A pair with this score or more is listed, in bits.</summary>
    public double List => file.List;

    /// <summary>A pair with this score or more is most probably one person, in bits.</summary>
    public double Strong => file.Strong;

    /// <summary>What telephone and address together count at most, in bits.</summary>
    public WeightLimit Household => file.Household;

    /// <summary>What is added where the two may be twins.</summary>
    public WeightPattern Twins => file.Twins;

    /// <summary>What a likeness counts, in bits, without the frequency of its value.</summary>
    public double Of(TraitKind trait, LikenessKind likeness) => bits[(int)trait, (int)likeness];

    /// <summary>A likeness in words, as in the file.</summary>
    public LikenessWeight TextOf(TraitKind trait, LikenessKind likeness) =>
        file.Weights.First(weight => weight.Trait == trait && weight.Likeness == likeness);

    /// <summary>
    /// What the same name or the same telephone counts when the register has that value so often: the rarer the more, within the limits of
    /// the file.
    /// </summary>
    /// <param name="trait">Name or telephone.</param>
    /// <param name="count">Persons with the value, the two included.</param>
    /// <param name="persons">Persons in the register.</param>
    public double OfCount(TraitKind trait, long count, long persons)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(persons, count);
        var inPairs = TextOf(trait, LikenessKind.Same).SameInPairs!.Value;
        var limits = file.Frequency;
        return trait switch
        {
            TraitKind.Name => Math.Clamp(Math.Log2(inPairs * persons / count), limits.NameLeast, limits.NameMost),
            TraitKind.Telephone => Math.Clamp(Math.Log2(inPairs * persons / count), limits.TelephoneLeast, limits.TelephoneMost),
            _ => throw new ArgumentOutOfRangeException(nameof(trait), trait, "Has no frequency."),
        };
    }

    /// <summary>The most that the same name or the same telephone can count.</summary>
    internal double MostOf(TraitKind trait) => trait == TraitKind.Name ? file.Frequency.NameMost : file.Frequency.TelephoneMost;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFileException">It cannot be used, with all errors.</exception>
    public static LikenessWeights Parse(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var read = file.As<WeightsFile>();
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(read.Version) || read.Version.Length > 40)
            errors.Add("version: must be a text of at most 40 characters that is not empty");
        foreach (var (name, bits) in Limits(read))
        {
            if (!double.IsFinite(bits) || Math.Abs(bits) > MostBits)
                errors.Add($"{name}: must be a number of bits between -{MostBits} and {MostBits}");
        }

        if (read.Household.Most < 0)
            errors.Add("household.most: must not be negative");
        if (read.Twins.Weight > 0)
            errors.Add("twins.weight: must not be positive");
        if (read.Strong < read.List)
            errors.Add("strong: must not be less than list");
        if (read.Frequency.NameMost < read.Frequency.NameLeast || read.Frequency.TelephoneMost < read.Frequency.TelephoneLeast)
            errors.Add("frequency: most must not be less than least");
        for (var i = 0; i < read.Weights.Count; i++)
            errors.AddRange(Faults(read.Weights[i]).Select(fault => $"weights[{i}].{fault}"));
        foreach (var (trait, likenesses) in Known)
        {
            foreach (var likeness in likenesses)
            {
                var count = read.Weights.Count(weight => weight.Trait == trait && weight.Likeness == likeness);
                if (count != 1)
                    errors.Add($"weights: {EnumName.Of(trait)}, {EnumName.Of(likeness)} must be there once, and is {count} times");
            }
        }

        return errors.Count == 0 ? new LikenessWeights(read) : throw new DataFileException(file.Name, errors);
    }

    private static IEnumerable<(string Name, double Bits)> Limits(WeightsFile read) =>
        [
            ("list", read.List),
            ("strong", read.Strong),
            ("household.most", read.Household.Most),
            ("twins.weight", read.Twins.Weight),
            ("frequency.nameLeast", read.Frequency.NameLeast),
            ("frequency.nameMost", read.Frequency.NameMost),
            ("frequency.telephoneLeast", read.Frequency.TelephoneLeast),
            ("frequency.telephoneMost", read.Frequency.TelephoneMost),
        ];

    private static IEnumerable<string> Faults(LikenessWeight weight)
    {
        if (!Known.Any(known => known.Trait == weight.Trait && known.Likenesses.Contains(weight.Likeness)))
            yield return $"likeness: {EnumName.Of(weight.Trait)} cannot be {EnumName.Of(weight.Likeness)}";
        if (weight.Likeness == LikenessKind.Missing && (weight.SameInPairs is not null || weight.SameByChance is not null))
            yield return "sameInPairs: what is missing counts nothing";
        if (weight.Likeness != LikenessKind.Missing && !IsShare(weight.SameInPairs))
            yield return "sameInPairs: must be more than 0 and less than 1";
        if (weight.Likeness != LikenessKind.Missing && !IsShare(weight.SameByChance))
            yield return "sameByChance: must be more than 0 and less than 1";
        foreach (var (name, text) in new[] { ("zh", weight.Zh), ("en", weight.En), ("why", weight.Why) })
        {
            if (string.IsNullOrWhiteSpace(text))
                yield return $"{name}: must be a text that is not empty";
        }
    }

    private static bool IsShare(double? share) => share is > 0 and < 1;

    private sealed record WeightsFile(
        string Version,
        string Note,
        double List,
        double Strong,
        WeightLimit Household,
        WeightPattern Twins,
        FrequencyLimits Frequency,
        IReadOnlyList<LikenessWeight> Weights
    );

    private sealed record FrequencyLimits(double NameLeast, double NameMost, double TelephoneLeast, double TelephoneMost);
}

/// <summary>What a likeness of a trait counts, and how it is described.</summary>
/// <param name="Trait">The trait.</param>
/// <param name="Likeness">How alike two persons are in it.</param>
/// <param name="Zh">In words.</param>
/// <param name="En">In words.</param>
/// <param name="Why">Where the two shares come from.</param>
public sealed record LikenessWeight(TraitKind Trait, LikenessKind Likeness, string Zh, string En, string Why)
{
    /// <summary>How often two records of one person are like this; null for what counts nothing.</summary>
    public double? SameInPairs { get; init; }

    /// <summary>How often the records of two persons are.</summary>
    public double? SameByChance { get; init; }

    /// <summary>The weight, in bits.</summary>
    internal double Bits => SameInPairs is { } pairs && SameByChance is { } chance ? Math.Log2(pairs / chance) : 0;
}

/// <summary>The most that something counts, in bits.</summary>
public sealed record WeightLimit(double Most, string Zh, string En);

/// <summary>What is added for several traits together, in bits.</summary>
public sealed record WeightPattern(double Weight, string Zh, string En);
