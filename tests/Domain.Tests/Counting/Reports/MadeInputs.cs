using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Domain.Tests.Counting.Reports;

/// <summary>Two leaves of a made-up city with a few persons of every kind, counted by hand.</summary>
internal static class MadeInputs
{
    public const string City = "360100";
    public const string East = "360102";
    public const string West = "360103";

    public static readonly CountingPeriod Period = new(new YearMonth(2026, 11));

    private static readonly DateOnly Day = new(2026, 11, 3);

    /// <summary>
    /// East: 2 at the beginning, 2 new, one hired (a hardship person), one to West; 2 at the end. West: 1 at the beginning, one from East,
    /// one adjusted in, one new and one gone by reference; 3 at the end, and none by reference.
    /// </summary>
    public static ReportInputs City2()
    {
        StatisticalStatus a = Case(East, 1, Sex.Female, "20"),
            b = Case(East, 2, Sex.Male, null),
            c = Case(East, 3, Sex.Male, "20"),
            d = Case(East, 4, Sex.Female, "10");
        StatisticalStatus e = Case(West, 5, Sex.Female, "30"),
            f = Case(West, 6, Sex.Male, "30"),
            g = Case(West, 7, Sex.Male, "10") with { Block = CountBlock.ByReferenceGraduate };
        var hardship = a with { Hardship = new ValidTime(new DateOnly(2026, 1, 1), null) };
        var east = Flows(
            Move(Measure.New, c),
            Move(Measure.New, d),
            Move(Measure.Exited, hardship) with
            {
                ExitReason = ExitReason.Hired,
            },
            Move(Measure.TransferredOut, b) with
            {
                Peer = West + "/urban",
            }
        );
        var west = Flows(
            Move(Measure.TransferredIn, b with { Region = West }) with
            {
                Peer = East + "/urban",
            },
            Move(Measure.AdjustedIn, f) with
            {
                Cause = AdjustmentCause.Late,
                Natural = Period.Previous,
                Instead = Measure.New,
            },
            Move(Measure.New, g),
            Move(Measure.BecameOrdinary, g)
        );
        return new ReportInputs(
            City,
            Period,
            [
                new LeafInputs(East, Period.Previous, 7, 0, Opening(hardship, b), east, Opening(hardship, b), Stock(c, d)),
                new LeafInputs(West, Period.Previous, 5, 0, Opening(e), west, Opening(e), Stock(e, b, f)),
            ],
            new Dictionary<string, IReadOnlyList<string>> { [East] = [East], [West] = [West] },
            new TransferEvidence(new Dictionary<CountBlock, InternalSides> { [CountBlock.Urban] = new(1, 1) }, 0),
            new ReportServices(new Dictionary<string, long> { ["010"] = 4 }, 8, 6, 3, 4),
            new Denominator(
                City,
                Period,
                995,
                "统计局",
                new DateOnly(2025, 12, 31),
                true,
                "statistician-1",
                new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(8))
            ),
            new PastInputs(Period.Previous, Opening(a), Flows(Move(Measure.New, b), Move(Measure.New, e)), null),
            new PastInputs(Period.YearBefore, new Figures(), new Figures(), null),
            null,
            new RecountEvidence(Guid.Empty, DateTimeOffset.UnixEpoch, 0, OfTheseFigures: true)
        );
    }

    /// <summary>The same with one leaf changed.</summary>
    public static ReportInputs With(this ReportInputs inputs, string leaf, Func<LeafInputs, LeafInputs> change) =>
        inputs with
        {
            Leaves = [.. inputs.Leaves.Select(one => one.Region == leaf ? change(one) : one)],
        };

    public static Figures Flows(params Movement[] movements)
    {
        var figures = new Figures();
        foreach (var movement in movements)
        {
            foreach (var cell in movement.Cells(exact: true))
                figures.Add(cell, movement.Sign);
        }

        return figures;
    }

    private static Movement Move(Measure measure, StatisticalStatus one) =>
        new(Period, measure, 1, one, Day, PersonId.Parse(new string('1', 32)), 1, 0, 0);

    private static Figures Opening(params StatisticalStatus[] standing)
    {
        var figures = new Figures();
        foreach (var cell in standing.SelectMany(one => Move(Measure.Opening, one).Cells(exact: true)))
            figures.Add(cell, 1);
        return figures;
    }

    private static Dictionary<CountBlock, ReportStock> Stock(params StatisticalStatus[] standing) =>
        new()
        {
            [CountBlock.Urban] = new ReportStock(
                standing.Length,
                standing
                    .CountBy(one => ((int)one.Sex).ToString(System.Globalization.CultureInfo.InvariantCulture))
                    .ToDictionary(one => one.Key, one => (long)one.Value),
                standing.CountBy(one => one.Education ?? FigureCell.None).ToDictionary(one => one.Key, one => (long)one.Value),
                [new ReportBand(16, 0), new ReportBand(25, standing.Length - 1), new ReportBand(-1, 1)],
                [new ReportBand(0, standing.Length), new ReportBand(4, 0)],
                1,
                0,
                0
            ),
        };

    private static StatisticalStatus Case(string region, int serial, Sex sex, string? education) =>
        new(
            RegistrationNumber.Create(region, Day, serial),
            region,
            region + "01",
            CountBlock.Urban,
            PlaceGround.HabitualResidence,
            ApplicationChannel.Online,
            UnemploymentReason.Resigned,
            Day.AddDays(-20),
            Day,
            sex,
            new DateOnly(1990, 5, 1),
            education,
            null,
            null
        );
}
