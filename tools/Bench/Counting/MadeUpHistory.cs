using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Persons;

namespace Grid.Bench.Counting;

/// <summary>
/// What a made-up person's case left for the statistics over three periods: a registration, perhaps a transfer, perhaps an exit.
/// </summary>
internal sealed class MadeUpHistory(PersonMaker maker, DateOnly today)
{
    private static readonly ExitReason[] Exits =
    [
        ExitReason.Hired,
        ExitReason.Hired,
        ExitReason.Hired,
        ExitReason.SelfEmployed,
        ExitReason.BasicPension,
        ExitReason.GaveUpJobSeeking,
    ];

    /// <summary>The first day of the first period.</summary>
    public DateOnly First { get; } = CountingPeriod.Of(today).Previous.Previous.First;

    /// <summary>A line of the journal and the count entries that it left.</summary>
    internal sealed record Line(string Event, DateOnly On, string Facts, StatisticalStatus? Now, IReadOnlyList<CountEntry> Entries);

    public IEnumerable<Line> Of(int index)
    {
        var made = maker.Make(index, new Fate(FateKind.Submitted));
        var days = today.DayNumber - First.DayNumber + 1;
        var on = First.AddDays((int)((uint)(index * 2654435761L) % days));
        var unit = made.Office.CountingUnit.Value;
        var standing = new StatisticalStatus(
            RegistrationNumber.Create(unit, on, index % 10_000_000),
            unit,
            made.Office.Code.Value,
            made.Office.CountedOn(on) ? CountBlock.Urban : CountBlock.Rural,
            made.Ground,
            made.Channel,
            made.Reason,
            on.AddDays(-20),
            on,
            made.Number.Sex ?? made.Sex ?? Sex.Unknown,
            made.Number.BirthDate ?? made.BirthDate,
            made.Details.Education,
            null,
            null
        );
        yield return new Line("registered", on, "{}", standing, [new CountEntry(CountKind.New, standing, on, on)]);

        var left = today.DayNumber - on.DayNumber;
        if (index % 40 == 7)
        {
            var to = maker.Make(index + 1, new Fate(FateKind.Submitted)).Office;
            var moved = standing with
            {
                Region = to.CountingUnit.Value,
                Office = to.Code.Value,
                Block = to.CountedOn(on) ? CountBlock.Urban : CountBlock.Rural,
            };
            if (moved.Office != standing.Office)
            {
                var day = on.AddDays(left / 3);
                yield return new Line(
                    "registrationTransferred",
                    day,
                    "{}",
                    moved,
                    [
                        new CountEntry(CountKind.TransferOut, standing, day, day) { PeerRegion = moved.Region, PeerBlock = moved.Block },
                        new CountEntry(CountKind.TransferIn, moved, day, day) { PeerRegion = standing.Region, PeerBlock = standing.Block },
                    ]
                );
                standing = moved;
            }
        }

        if (index % 9 < 4)
        {
            var day = on.AddDays(left * (3 + (index % 5)) / 8);
            var reason = Exits[index % Exits.Length];
            yield return new Line(
                "exited",
                day,
                $$"""{"reason":"{{Domain.Text.EnumName.Of(reason)}}"}""",
                null,
                [new CountEntry(CountKind.Exit, standing, day, day) { ExitReason = reason }]
            );
        }
    }

    /// <summary>The moment of a line: noon, or later on the same day, in the order of the person's lines.</summary>
    public static DateTimeOffset At(DateOnly on, int sequence) => ChinaTime.StartOf(on).AddHours(10 + sequence);
}
