using System.Data;
using Npgsql;

namespace Grid.Storage.Chaining;

/// <summary>Chains the entries of the access log that older hosts wrote, as one more writer.</summary>
internal static class AccessChainRun
{
    private const int Page = 1_000;

    private const string Bare = $"""
        SELECT {AccessChain.Entry} FROM access_log AS a
        WHERE NOT EXISTS (SELECT FROM (SELECT unnest(ids) AS id FROM access_chain) AS c WHERE c.id = a.id) ORDER BY a.id
        """;

    /// <returns>How many were chained.</returns>
    /// <exception cref="ChainReasonException">There are some, and <paramref name="mayChain"/> is false.</exception>
    public static async Task<long> RunAsync(NpgsqlDataSource source, ChainKeys keys, bool mayChain, CancellationToken cancellationToken)
    {
        await using var reading = await OpenAsync(source, cancellationToken);
        await using var writing = await OpenAsync(source, cancellationToken);
        await using var snapshot = await reading.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var command = new NpgsqlCommand(Bare, reading) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var (chain, page, done) = (new AccessChain(keys), new List<WrittenAccess>(Page), 0L);
        while (await row.ReadAsync(cancellationToken))
        {
            if (!mayChain)
                throw new ChainReasonException("access_log");
            page.Add(WrittenAccess.Of(row.GetString(0)));
            if (page.Count == Page)
                await WriteAsync();
        }

        if (page.Count > 0)
            await WriteAsync();
        return done;

        async Task WriteAsync()
        {
            await using var transaction = await writing.BeginTransactionAsync(cancellationToken);
            var advance = await chain.AddAsync(writing, page, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            advance();
            done += page.Count;
            page.Clear();
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var settings = new NpgsqlCommand(AccessChain.SessionSettings, connection);
        await settings.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }
}
