using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Systems;

/// <summary>A subject that was not the same on both sides when a day was compared.</summary>
internal sealed record DifferenceRow(string Subject, string Difference, string? There, string? Here, string? Settled);

/// <summary>What comparisons of days with other systems found, in <c>matter_difference</c>.</summary>
internal static class DayDifferences
{
    private const string Insert = """
        INSERT INTO matter_difference (kind, day, matter, difference, there, here, found_at, settled)
        SELECT $1, $2, d.matter, d.difference, d.there, d.here, $3, d.settled
        FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) AS d (matter, difference, there, here, settled)
        """;

    /// <summary>Puts what was found in the place of what an earlier comparison of the day found.</summary>
    public static async Task StoreAsync(
        NpgsqlConnection connection,
        string system,
        DateOnly day,
        DateTimeOffset now,
        IReadOnlyList<DifferenceRow> found,
        CancellationToken cancellationToken
    )
    {
        await using (var clear = new NpgsqlCommand("DELETE FROM matter_difference WHERE kind = $1 AND day = $2", connection))
        {
            clear.Parameters.AddWithValue(system);
            clear.Parameters.AddWithValue(day);
            await clear.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var insert = new NpgsqlCommand(Insert, connection);
        insert.Parameters.AddWithValue(system);
        insert.Parameters.AddWithValue(day);
        insert.Parameters.AddWithValue(now.ToUniversalTime());
        insert.Parameters.AddWithValue(found.Select(one => one.Subject).ToArray());
        insert.Parameters.AddWithValue(found.Select(one => one.Difference).ToArray());
        AddTexts(insert, found.Select(one => one.There));
        AddTexts(insert, found.Select(one => one.Here));
        AddTexts(insert, found.Select(one => one.Settled));
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddTexts(NpgsqlCommand command, IEnumerable<string?> texts) =>
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, texts.ToArray());
}
