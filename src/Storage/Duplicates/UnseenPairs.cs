using Grid.Domain.Duplicates;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Duplicates;

/// <summary>
/// At the end of a run: open pairs that it has not met are compared once more, each by itself. Only who is no longer alike, or not to be found,
/// leaves the list; a pair of a block that was too large, or beyond what a step keeps, does not come and go from run to run.
/// </summary>
internal sealed class UnseenPairs(RegisterSecrets secrets)
{
    private const int PageSize = 2_000;

    private const string Read = """
        SELECT p.id, p.first, p.second, a.traits, b.traits
        FROM duplicate_pair AS p LEFT JOIN person_search AS a ON a.person_id = p.first LEFT JOIN person_search AS b ON b.person_id = p.second
        WHERE p.status = 1 AND p.seen_by <> $1 ORDER BY p.id LIMIT $2
        """;

    /// <summary>Those of the page that were not written again.</summary>
    private const string Leave = "UPDATE duplicate_pair SET status = 5 WHERE id = ANY ($2) AND status = 1 AND seen_by <> $1";

    private readonly PairWriting pairs = new(secrets);

    /// <summary>Within the caller's transaction.</summary>
    public async Task CompareAsync(
        NpgsqlConnection connection,
        DuplicateRun run,
        LikenessWeights weights,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var sieve = new LikenessSieve(weights);
        while (true)
        {
            var (page, alike) = await ReadAsync(connection, run.Id, sieve, cancellationToken);
            if (page.Count == 0)
                return;
            await pairs.WriteAsync(connection, run, alike, weights, at, cancellationToken);
            await using var leave = new NpgsqlCommand(Leave, connection);
            leave.Parameters.AddWithValue(run.Id);
            leave.Parameters.AddWithValue(page.ToArray());
            await leave.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task<(List<Guid> Page, List<CandidatePair> Alike)> ReadAsync(
        NpgsqlConnection connection,
        Guid run,
        LikenessSieve sieve,
        CancellationToken cancellationToken
    )
    {
        var (page, alike) = (new List<Guid>(), new List<CandidatePair>());
        await using var command = new NpgsqlCommand(Read, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(run);
        command.Parameters.AddWithValue(PageSize);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            page.Add(row.GetGuid(0));
            var (first, second) = (row.GetGuid(1), row.GetGuid(2));
            if (Open(row, 3, first) is { } one && Open(row, 4, second) is { } other && sieve.Compare(one, other) is { } likeness)
                alike.Add(new CandidatePair(first, second, one, other, likeness));
        }

        return (page, alike);
    }

    private Traits? Open(NpgsqlDataReader row, int column, Guid person) =>
        row.IsDBNull(column) ? null : StoredTraits.Open(row.GetFieldValue<byte[]>(column), person, secrets.Ring);
}
