using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Counting.Recounting;
using Grid.Grains.Interfaces.Counting;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Counting;

/// <summary>Recounts from the journal, in one snapshot with what was counted. Reading only; the result is stored afterwards.</summary>
public sealed class Recount(NpgsqlDataSource source, KeyRing ring, TimeProvider clock) : IRecount
{
    private const int MostDifferences = 100;

    public async Task<RecountResult> RunAsync(IReadOnlyList<string> leaves, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        var result = await CountCall.RunAsync(() => CompareAsync(leaves, by, cancellationToken));
        await CountCall.RunAsync(() => RecountResults.StoreAsync(source, result, leaves, cancellationToken));
        return result;
    }

    public Task<IReadOnlyList<RecountResult>> LatestAsync(IReadOnlyList<string> leaves, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        return CountCall.RunAsync(() => RecountResults.LatestAsync(source, leaves, cancellationToken));
    }

    private async Task<RecountResult> CompareAsync(IReadOnlyList<string> leaves, string by, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var snapshot = new RecountSnapshot(connection, ring, leaves);
        await snapshot.ReadCountedAsync(cancellationToken);
        var recount = new JournalRecount(snapshot.Adjustments);
        await foreach (var line in snapshot.LinesAsync(cancellationToken))
            recount.Add(line);
        await transaction.CommitAsync(cancellationToken);

        var asked = leaves.ToHashSet(StringComparer.Ordinal);
        var recounted = recount.Figures().Where(part => asked.Contains(part.Region)).ToList();
        var differences = RecountComparison.Differences(recounted, snapshot.Counted).ToList();
        return new RecountResult(
            Guid.NewGuid(),
            startedAt,
            clock.GetUtcNow(),
            by,
            leaves.Count,
            recount.Lines,
            snapshot.Waiting,
            differences.Count,
            [.. differences.Take(MostDifferences)],
            recounted
                .Where(part => part.Office == FoldDelta.Region)
                .GroupBy(part => part.Period)
                .ToDictionary(period => period.Key, period => Figures.Sum(period.Select(part => part.Figures)))
        );
    }
}
