using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Json;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Recounting;

/// <summary>Counts movements by all their facts at once, one look-up each, and only at the end spreads them over the cells.</summary>
internal sealed class RecountTally
{
    private readonly Dictionary<TallyKey, long> counts = [];
    private readonly Names<(string Region, string Office)> places = new();
    private readonly Names<string> texts = new();

    public void Add(
        CountingPeriod period,
        Measure measure,
        StatisticalStatus facts,
        int sign,
        ExitReason? exit,
        bool hardship,
        string? peer,
        AdjustmentCause? cause
    )
    {
        var key = new TallyKey(
            places.Of((facts.Region, facts.Office)),
            period.Month.MonthsSince(default),
            facts.Block,
            measure,
            facts.Sex,
            texts.Of(facts.Education ?? FigureCell.None)
        );
        key = measure switch
        {
            Measure.New => key with { Reason = facts.Reason, Ground = facts.Ground, Channel = facts.Channel },
            Measure.Exited => key with { ExitReason = exit!.Value, Hardship = hardship },
            Measure.TransferredIn or Measure.TransferredOut => key with { Peer = texts.Of(peer!) },
            Measure.AdjustedIn or Measure.AdjustedOut => key with { Cause = (int)cause!.Value + 1 },
            _ => key,
        };
        CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += sign;
    }

    /// <summary>By region, office (the region's own as <c>*</c>) and period.</summary>
    public IReadOnlyList<RegionOfficeFigures> Figures()
    {
        var figures = new Dictionary<(string Region, string Office, CountingPeriod Period), Figures>();
        foreach (var (key, n) in counts)
        {
            if (n == 0)
                continue;
            var (region, office) = places[key.Place];
            var period = new CountingPeriod(default(YearMonth).AddMonths(key.Month));
            var own = Of(region, FoldDelta.Region, period);
            var its = Of(region, office, period);
            foreach (var cell in Cells(key))
            {
                own.Add(cell, n);
                its.Add(cell, n);
            }
        }

        return
        [
            .. figures.Where(f => !f.Value.IsEmpty).Select(f => new RegionOfficeFigures(f.Key.Region, f.Key.Office, f.Key.Period, f.Value)),
        ];

        Figures Of(string region, string office, CountingPeriod period)
        {
            if (!figures.TryGetValue((region, office, period), out var of))
                figures.Add((region, office, period), of = new Figures());
            return of;
        }
    }

    private List<FigureCell> Cells(TallyKey key)
    {
        List<FigureCell> cells =
        [
            FigureCell.Total(key.Block, key.Measure),
            Cell(Dimension.Sex, Code((int)key.Sex)),
            Cell(Dimension.Education, texts[key.Education]),
        ];
        switch (key.Measure)
        {
            case Measure.New:
                cells.AddRange([
                    Cell(Dimension.Reason, Code((int)key.Reason)),
                    Cell(Dimension.Ground, EnumName.Of(key.Ground)),
                    Cell(Dimension.Channel, EnumName.Of(key.Channel)),
                ]);
                break;
            case Measure.Exited:
                cells.Add(Cell(Dimension.ExitReason, Code((int)key.ExitReason)));
                if (key.Hardship)
                    cells.Add(Cell(Dimension.HardshipReemployed, FigureCell.All));
                break;
            case Measure.TransferredIn or Measure.TransferredOut:
                cells.Add(Cell(Dimension.Peer, texts[key.Peer]));
                break;
            case Measure.AdjustedIn or Measure.AdjustedOut:
                cells.Add(Cell(Dimension.Cause, EnumName.Of((AdjustmentCause)(key.Cause - 1))));
                break;
        }

        return cells;

        FigureCell Cell(Dimension dimension, string value) => new(key.Block, key.Measure, dimension, value);
    }

    private static string Code(int code) => code.ToString(CultureInfo.InvariantCulture);

    /// <summary>Numbers, from 0, for values that repeat.</summary>
    private sealed class Names<T>
        where T : notnull
    {
        private readonly Dictionary<T, int> numbers = [];
        private readonly List<T> values = [];

        public T this[int number] => values[number];

        public int Of(T value)
        {
            if (!numbers.TryGetValue(value, out var number))
            {
                numbers.Add(value, number = values.Count);
                values.Add(value);
            }

            return number;
        }
    }
}

/// <summary>
/// Movements that are counted in the same cells; what the measure does not break down by is left at its default. Texts are numbers here,
/// see <see cref="RecountTally"/>.
/// </summary>
internal readonly record struct TallyKey(int Place, int Month, CountBlock Block, Measure Measure, Sex Sex, int Education)
{
    public UnemploymentReason Reason { get; init; }

    public PlaceGround Ground { get; init; }

    public ApplicationChannel Channel { get; init; }

    public ExitReason ExitReason { get; init; }

    public bool Hardship { get; init; }

    public int Peer { get; init; }

    /// <summary>One more than the cause's value; 0 for none.</summary>
    public int Cause { get; init; }
}

/// <summary>The clear facts of a journal entry that a recount needs besides the statistical status.</summary>
internal static class RecountFacts
{
    private static readonly Dictionary<string, ExitReason> Reasons = Enum.GetValues<ExitReason>()
        .ToDictionary(EnumName.Of, StringComparer.Ordinal);

    public static ExitReason ExitReason(RecountLine line) =>
        line.Facts.TryGetProperty("reason", out var reason) && Reasons.TryGetValue(reason.GetString() ?? "", out var code)
            ? code
            : throw new JsonException($"An exit without a reason, sequence {line.Sequence}.");

    /// <summary>The day whose stock an imported registration belongs to; null where it counts as new.</summary>
    public static DateOnly? BaselineOn(RecountLine line) =>
        line.Facts.TryGetProperty("baselineOn", out var on) && on.ValueKind == JsonValueKind.String
            ? on.Deserialize<DateOnly>(DomainJson.Options)
            : null;

    /// <summary>A registration that was over when it was imported; null where no figure has it.</summary>
    public static (StatisticalStatus Case, DateOnly? BaselineOn)? History(RecountLine line) =>
        line.Facts.TryGetProperty("uncounted", out var uncounted) && uncounted.ValueKind == JsonValueKind.True
            ? null
            : (line.Facts.GetProperty("case").Deserialize<StatisticalStatus>(DomainJson.Options)!, BaselineOn(line));

    /// <summary>Registrations that were over and are taken back with their import.</summary>
    public static IReadOnlyList<RegistrationNumber> Undone(RecountLine line) =>
        line.Facts.GetProperty("over").Deserialize<RegistrationNumber[]>(DomainJson.Options)!;

    /// <summary>Of one that no figure has.</summary>
    public static RegistrationNumber UncountedNumber(RecountLine line) =>
        RegistrationNumber.Parse(line.Facts.GetProperty("case").GetProperty("number").GetString()!);

    /// <summary>
    /// The registration that was over when it was found to have been entered in error; null when it was still active, or when there was
    /// none.
    /// </summary>
    public static RegistrationNumber? EndedInError(RecountLine line) =>
        line.Facts.TryGetProperty("exitedOn", out var on)
        && on.ValueKind == JsonValueKind.String
        && line.Facts.TryGetProperty("facts", out var facts)
        && facts.ValueKind == JsonValueKind.Object
        && facts.TryGetProperty("number", out var number)
            ? RegistrationNumber.Parse(number.GetString()!)
            : null;
}

/// <summary>The flows of one period.</summary>
/// <param name="Region">The leaf.</param>
/// <param name="Office">The office, or <c>*</c> for the region.</param>
public sealed record RegionOfficeFigures(string Region, string Office, CountingPeriod Period, Figures Figures) : Discreet;
