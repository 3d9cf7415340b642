using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting;
using Grid.Storage.Counting;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.EndToEnd.Tests.Kills;

/// <summary>The counts that a run left, folded to the end and compared with the journal.</summary>
public sealed class StoredCounts(string connectionString, string home) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
    private readonly KeyRing ring = KeyFiles.Open(Path.Combine(home, "secrets", "keys"), mayCreate: false).Ring;

    /// <summary>Pages that were folded until now.</summary>
    public async Task<long> PagesAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT coalesce(sum(version), 0)::bigint FROM region_count");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Recounts as things are, entries that wait included; then folds what waits, and recounts again.</summary>
    public async Task<(RecountResult AsLeft, RecountResult Folded)> RecountAsync(CancellationToken cancellationToken)
    {
        string[] leaves =
        [
            .. RegionTree.LoadEmbedded().CountingUnits(RegionCode.Parse("36"), TimeProvider.System.Today()).Select(leaf => leaf.Code.Value),
        ];
        var recount = new Recount(source, ring, TimeProvider.System);
        var asLeft = await recount.RunAsync(leaves, "kill-test", cancellationToken);
        var counts = new CountStore(source, ring, TimeProvider.System);
        foreach (var waiting in await counts.WaitingAsync(DateTimeOffset.MaxValue, cancellationToken))
        {
            while ((await counts.FoldAsync(waiting.Region, 100, cancellationToken)).More)
            {
                // The next page.
            }
        }

        return (asLeft, await recount.RunAsync(leaves, "kill-test", cancellationToken));
    }

    /// <summary>A measure in all blocks and periods.</summary>
    public static long Total(RecountResult result, Measure measure) =>
        result.Figures.Values.Sum(period => Enum.GetValues<CountBlock>().Sum(block => period.Total(block, measure)));

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
