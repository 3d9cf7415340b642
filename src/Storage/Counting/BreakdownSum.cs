using Grid.Grains.Interfaces.Counting;

namespace Grid.Storage.Counting;

/// <summary>A block's stock while its parts are added up.</summary>
internal sealed class BreakdownSum(StockBands bands)
{
    private readonly SortedDictionary<string, long> sex = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> education = new(StringComparer.Ordinal);
    private readonly long[] ages = new long[bands.Ages.Count + 1];
    private readonly long[] months = new long[bands.Months.Count + 1];
    private StockPart all;

    /// <param name="sex">Code.</param>
    /// <param name="education">Code.</param>
    /// <param name="notReached">How many of the age bands' lower ends are not reached; null without a birth date.</param>
    /// <param name="notFull">How many of the duration bands' lower ends are not reached.</param>
    /// <param name="part">How many.</param>
    public void Add(string sex, string education, int? notReached, int notFull, StockPart part)
    {
        all += part;
        this.sex[sex] = this.sex.GetValueOrDefault(sex) + part.Count;
        this.education[education] = this.education.GetValueOrDefault(education) + part.Count;
        ages[Band(bands.Ages, notReached ?? bands.Ages.Count)] += part.Count;
        months[Band(bands.Months, notFull)] += part.Count;
    }

    public StockBreakdown Result() =>
        new(all.Count, sex, education, Bands(bands.Ages, ages), Bands(bands.Months, months), all.Hardship, all.Benefit, all.LongTerm);

    /// <summary>The band's index; the one after the last is for those in none.</summary>
    private static int Band(IReadOnlyList<int> lowerEnds, int notReached) =>
        notReached == lowerEnds.Count ? lowerEnds.Count : lowerEnds.Count - 1 - notReached;

    private static BandCount[] Bands(IReadOnlyList<int> lowerEnds, long[] counts) =>
        [
            .. lowerEnds.Select((from, i) => new BandCount(from, counts[i])),
            .. counts[^1] > 0 ? [new BandCount(-1, counts[^1])] : (BandCount[])[],
        ];
}
