using Grid.Storage.Batching;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Chaining;

/// <summary>
/// The head of a person's journal, computed from the rows: for a person whom a host wrote last that makes no MACs. The chain then goes on
/// from there, and its next MAC is over those rows too.
/// </summary>
internal static class ChainHead
{
    private const string Sql = $"""
        SELECT {JournalChain.Columns}, coalesce(j.mac, m.mac) FROM journal AS j LEFT JOIN journal_mac AS m USING (person_id, sequence)
        WHERE j.person_id = $1 AND j.sequence <= $2 ORDER BY j.sequence
        """;

    /// <summary>The head after the row <paramref name="sequence"/>; null without a row.</summary>
    /// <exception cref="SealBrokenException">A row that has a MAC does not fit it, or a row is missing.</exception>
    public static Task<byte[]?> ReadAsync(NpgsqlDataSource source, Guid person, long sequence, ChainKeys keys) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(Sql);
            command.Parameters.AddWithValue(person);
            command.Parameters.AddWithValue(sequence);
            await using var row = await command.ExecuteReaderAsync();
            byte[]? head = null;
            var rows = 0L;
            while (await row.ReadAsync())
            {
                head = JournalChain.Of(row, 0, person, head, keys);
                rows++;
                if (row.GetInt64(0) != rows || (!row.IsDBNull(13) && !ChainKeys.Same(head, row.GetFieldValue<byte[]>(13))))
                    throw new SealBrokenException();
            }

            return rows == sequence ? head : throw new SealBrokenException();
        });
}
