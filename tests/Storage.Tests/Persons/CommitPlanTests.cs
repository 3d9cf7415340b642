using System.Text.Json;
using System.Text.RegularExpressions;
using Grid.Storage.Persons.Commits;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Persons;

/// <summary>
/// What a group of commits looks up it looks up by key, also in a register that PostgreSQL knows nothing of yet: there a plan is made that
/// stays for hours.
/// </summary>
public sealed partial class CommitPlanTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3_000)]
    public async Task Rows_are_looked_up_by_their_own_keys_without_statistics(int reminders)
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(cancelled);
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            $"""
            ALTER TABLE reminder SET (autovacuum_enabled = false);
            INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash)
            SELECT 'plan', 'person/' || md5(i::text), 'duty', grid_now() + interval '1 day', 900000, i FROM generate_series(1, {reminders}) AS i
            """
        );
        await using var connection = new NpgsqlConnection(database.ApplicationConnectionString);
        await connection.OpenAsync(cancelled);
        var statement = new CommitStatement();
        using var prepared = await statement.PrepareAsync(connection, "plan", cancelled);
        var arrays = string.Concat(Enumerable.Repeat(", '{}'", prepared.Parameters.Count - 1));
        foreach (var sql in (string[])[CommitStatement.SessionSettings, $"PREPARE commit_group AS {statement.Sql}"])
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancelled);
        }

        await using var explain = new NpgsqlCommand($"EXPLAIN (FORMAT JSON) EXECUTE commit_group('plan'{arrays})", connection);
        using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync(cancelled))!);

        var scans = Flatten(plan.RootElement[0].GetProperty("Plan"))
            .Where(node => Text(node, "Node Type").EndsWith("Scan", StringComparison.Ordinal) && Text(node, "Relation Name") != "")
            .ToList();
        Assert.Equal(
            ["duty", "name_token", "name_token", "person", "person_search", "reminder", "reminder"],
            scans.Select(node => Text(node, "Relation Name")).Order(StringComparer.Ordinal)
        );
        Assert.All(scans, node => Assert.Matches(ByKey(), Text(node, "Index Cond") + Text(node, "TID Cond")));
    }

    [GeneratedRegex(@"\b(person_id|grain_id|ctid) = ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ByKey();

    private static IEnumerable<JsonElement> Flatten(JsonElement node) =>
        node.TryGetProperty("Plans", out var below) ? below.EnumerateArray().SelectMany(Flatten).Prepend(node) : [node];

    private static string Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
