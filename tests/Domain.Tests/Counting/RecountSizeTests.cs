using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Recounting;
using Grid.Domain.Numbers;
using Grid.Domain.Tests.Persons;
using Grid.Testing;

namespace Grid.Domain.Tests.Counting;

/// <summary>The recount of a whole province: one pass, with figures that are known beforehand.</summary>
public sealed class RecountSizeTests(ITestOutputHelper output)
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;
    private static readonly JsonElement Hired = JsonDocument.Parse("""{"reason":"hired"}""").RootElement;

    [Fact]
    public void A_million_persons_over_three_periods_in_one_pass()
    {
        var persons = TestSize.Pick(small: 30_000, full: 1_000_000);
        var recount = new JournalRecount([]);
        var watch = Stopwatch.StartNew();
        foreach (var line in Lines(persons))
            recount.Add(line);
        var added = watch.Elapsed;
        var figures = recount.Figures();
        var taken = watch.Elapsed;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{persons} persons, {recount.Lines} lines: {added.TotalSeconds:F2} s, figures of {figures.Count} places and periods {(taken - added).TotalSeconds:F2} s, {GC.GetTotalMemory(false) / 1_048_576} MB"
            )
        );
        GC.KeepAlive(recount);

        Assert.Equal(0, recount.Inconsistencies);
        Assert.Equal(persons, Sum(figures, "2026-02", Measure.New));
        Assert.Equal(persons / 5, Sum(figures, "2026-03", Measure.TransferredIn));
        Assert.Equal(persons / 5, Sum(figures, "2026-03", Measure.TransferredOut));
        Assert.Equal(persons / 2, Sum(figures, "2026-04", Measure.Exited));
        Assert.Equal(persons - (persons / 2), recount.StockAtEndOf(World.Day("2026-04-20")).Values.Sum());
    }

    private static long Sum(IReadOnlyList<RegionOfficeFigures> figures, string period, Measure measure) =>
        figures.Where(f => f.Office == "*" && f.Period.ToString() == period).Sum(f => f.Figures.Total(CountBlock.Urban, measure));

    private static IEnumerable<RecountLine> Lines(int persons)
    {
        for (var i = 0; i < persons; i++)
            yield return Line(i, 1, "registered", "2026-02-10", StatusOf(i, i % 100), Nothing);
        for (var i = 0; i < persons; i += 5)
            yield return Line(i, 2, "registrationTransferred", "2026-03-05", StatusOf(i, (i + 1) % 100), Nothing);
        for (var i = 0; i < persons; i += 2)
            yield return Line(i, 3, "exited", "2026-04-05", null, Hired);
    }

    private static RecountLine Line(int person, long sequence, string name, string on, StatisticalStatus? now, JsonElement facts) =>
        new(World.IdOf(person), sequence, name, World.Day(on), World.Day(on), facts, new StatisticalStatusChange(now));

    private static StatisticalStatus StatusOf(int person, int region)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"9801{region:00}");
        return new StatisticalStatus(
            RegistrationNumber.Create("980102", World.Day("2026-02-10"), person),
            code,
            $"{code}0{person % 7}",
            CountBlock.Urban,
            (PlaceGround)(1 + (person % 4)),
            ApplicationChannel.Online,
            person % 3 == 0 ? UnemploymentReason.Resigned : UnemploymentReason.LostJob,
            World.Day("2026-01-01"),
            World.Day("2026-02-10"),
            (Sex)(1 + (person % 2)),
            World.Day("1985-06-12"),
            person % 4 == 0 ? "10" : "21",
            null,
            null
        );
    }
}
