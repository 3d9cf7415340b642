using System.Diagnostics;
using System.Globalization;
using Grid.Grains.Interfaces.Platform;
using Grid.Testing;

namespace Grid.Storage.Tests.Platform;

/// <summary>
/// How fast a backfill reads, makes and writes, and with a platform that accepts all at once beside it. Figures, no limits.
/// </summary>
public sealed class BackfillSizeTests(ITestOutputHelper output)
{
    private const int Page = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Registrations { get; } = TestSize.Pick(small: 600, full: 100_000);

    [Fact]
    public async Task A_register_that_the_platform_never_heard_of()
    {
        await using var store = await PlatformStore.CreateAsync();
        var watch = Stopwatch.StartNew();
        foreach (var some in Enumerable.Range(0, Registrations).Chunk(500))
            await Task.WhenAll(some.Select(n => store.RegisteredAsync(n, new DateOnly(2020, 3, 31).AddDays(n % 2000), exited: n % 2 == 0)));
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Registrations:N0} registrations put into the register in {watch.Elapsed.TotalSeconds:F1} s"
            )
        );

        var backfill = await store.StartAsync();
        watch.Restart();
        var count = await store.Backfills.CountAsync(backfill.Id, Cancellation);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"counted in {watch.Elapsed.TotalMilliseconds:F0} ms"));
        Assert.Equal(Registrations, count);
        var made = await TimedAsync(store, backfill, "made");
        var items = made.Counts.Made;
        Assert.Equal((Registrations, Registrations * 5L / 2), (made.Counts.Rows, items));

        watch.Restart();
        var sent = await store.SendAllAsync(PlatformStore.Now);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sent.Count:N0} items leased, opened and marked in {watch.Elapsed.TotalSeconds:F1} s"
            )
        );
        Assert.Equal(items, sent.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(items, (await TimedAsync(store, await store.StartAsync(), "known")).Counts.Known);
        Assert.Equal(items, (await TimedAsync(store, await store.StartAsync(again: true), "put back")).Counts.PutBack);
    }

    private async Task<PlatformBackfill> TimedAsync(PlatformStore store, PlatformBackfill backfill, string what)
    {
        var watch = Stopwatch.StartNew();
        var done = await store.RunAsync(backfill, Page);
        var counts = done.Counts;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {counts.Rows:N0} registrations, {counts.Made + counts.PutBack + counts.Known:N0} items in {watch.Elapsed.TotalSeconds:F1} s: {counts.Rows / watch.Elapsed.TotalSeconds:F0} registrations a second"
            )
        );
        return done;
    }
}
