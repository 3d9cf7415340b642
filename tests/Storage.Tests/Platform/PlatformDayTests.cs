using System.Security.Cryptography;
using System.Text;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Tests.Persons;

namespace Grid.Storage.Tests.Platform;

/// <summary>A day's figures are those that a naive computation over its keys gives; manifests are added and never changed.</summary>
public sealed class PlatformDayTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = PlatformStore.Now;

    private PlatformStore store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await PlatformStore.CreateAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Figures_are_those_of_the_keys_sent_waiting_and_refused()
    {
        // Keys whose order differs between the rules of a language and ordinal.
        string[] odd =
        [
            "exit:a-1",
            "exit:A-1",
            "exit:a1",
            "exit:a_1",
            "exit:ä",
            "exit:B",
            "exit:b",
            "exit:中",
            "exit:10",
            "exit:9",
            "exit:a:1",
        ];
        var random = new Random(7);
        var items = Enumerable
            .Range(0, 120)
            .Select(n =>
                Sample.Item(
                    random.GetItems([PlatformItemKind.Exit, PlatformItemKind.Registration, PlatformItemKind.Link], 1)[0],
                    n < odd.Length ? odd[n] : $"{(char)('a' + random.Next(26))}:{random.Next()}",
                    "",
                    Sample.Today.AddDays(random.Next(2)),
                    random.GetItems(["360102", "360103"], 1)[0]
                )
            )
            .ToArray();
        foreach (var person in items.Chunk(2))
            await store.AddAsync(person);
        var accepted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (leased, n) in (await store.LeaseAsync(Now)).Select((item, n) => (item, n)))
        {
            if (n % 3 == 0)
            {
                await store.AcceptAsync(leased);
                accepted.Add(leased.Item.Key);
            }
            else if (n % 3 == 1)
            {
                await store.RefuseAsync(leased);
            }
        }

        Assert.NotEmpty(accepted);
        foreach (var day in (DateOnly[])[Sample.Today, Sample.Today.AddDays(1)])
        {
            var ofDay = items.Where(item => item.On == day && item.Kind != PlatformItemKind.Link).ToArray();
            Assert.Equal(Naive(ofDay), await store.Days.ExpectedAsync(day, Cancellation));
            Assert.Equal(Naive(ofDay.Where(item => accepted.Contains(item.Key))), await store.Outbox.SentAsync(day, Cancellation));
        }

        Assert.Empty(await store.Days.ExpectedAsync(Sample.Today.AddDays(2), Cancellation));
    }

    [Fact]
    public async Task A_day_closed_again_keeps_its_history_and_stays_when_nothing_differs()
    {
        var figure = new PlatformDayFigure(Sample.Today, Sample.Region, PlatformItemKind.Exit, 3, new string('a', 64));
        var other = figure with { Region = "360101" };
        var closed = new PlatformDay(Sample.Today, [figure, other], [figure], null, 1, false, Now, null);
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(n => store.Days.CloseAsync(closed with { Expected = n % 2 == 0 ? closed.Expected : [other, figure] }, Cancellation))
        );
        await store.Days.CloseAsync(closed with { ClosedAt = Now.AddHours(1) }, Cancellation);
        Same(closed with { Expected = [other, figure] }, Assert.Single(await store.Days.HistoryAsync(Sample.Today, Cancellation)));

        var reconciled = closed with
        {
            Expected = [other, figure],
            Accepted = [other, figure],
            Held = [other, figure],
            Missing = 0,
            Reconciled = true,
            ReconciledAt = Now.AddHours(2),
        };
        await store.Days.CloseAsync(reconciled, Cancellation);
        await store.Days.CloseAsync(closed with { Day = Sample.Today.AddDays(1) }, Cancellation);
        var days = await store.Days.ListAsync(Sample.Today, Sample.Today.AddDays(5), Cancellation);
        Assert.Equal([Sample.Today.AddDays(1), Sample.Today], days.Select(day => day.Day));
        Same(reconciled, days[1]);
        Assert.Equal([true, false], (await store.Days.HistoryAsync(Sample.Today, Cancellation)).Select(day => day.Reconciled));
        Assert.Empty(await store.Days.ListAsync(Sample.Today.AddDays(2), Sample.Today.AddDays(5), Cancellation));
    }

    [Fact]
    public async Task A_manifest_has_the_checkpoint_that_was_the_newest_when_it_was_made()
    {
        var closed = new PlatformDay(Sample.Today, [], [], null, 0, false, Now, null);
        await store.Days.CloseAsync(closed, Cancellation);
        await store.AddAsync();
        var key = new CheckpointKey(store.Register.Secrets, "grid.example/36");
        var note = Assert.Single(await CheckpointRun.RunAsync(store.Register.Source, key, TimeProvider.System, Cancellation));
        await store.Days.CloseAsync(closed with { Reconciled = true }, Cancellation);

        Assert.Equal([note, null], (await store.Days.HistoryAsync(Sample.Today, Cancellation)).Select(day => day.Checkpoint));
        Assert.Equal([note], (await store.Days.ListAsync(Sample.Today, Sample.Today, Cancellation)).Select(day => day.Checkpoint));
    }

    private static void Same(PlatformDay expected, PlatformDay found)
    {
        Assert.Equal(expected.Expected, found.Expected);
        Assert.Equal(expected.Accepted, found.Accepted);
        Assert.Equal(expected.Held, found.Held);
        Assert.Equal(expected, found with { Expected = expected.Expected, Accepted = expected.Accepted, Held = expected.Held });
    }

    private static PlatformDayFigure[] Naive(IEnumerable<PlatformItem> items) =>
        [
            .. items
                .GroupBy(item => (item.Region, item.Kind, item.On))
                .Select(group => new PlatformDayFigure(
                    group.Key.On,
                    group.Key.Region,
                    group.Key.Kind,
                    group.Count(),
                    Convert.ToHexStringLower(
                        SHA256.HashData(
                            Encoding.UTF8.GetBytes(
                                string.Concat(group.Select(item => item.Key).Order(StringComparer.Ordinal).Select(key => key + "\n"))
                            )
                        )
                    )
                ))
                .OrderBy(figure => figure.Region, StringComparer.Ordinal)
                .ThenBy(figure => figure.Kind.ToString(), StringComparer.Ordinal),
        ];
}
