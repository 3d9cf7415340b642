using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.AccessLog;

/// <summary>What was written to an append-only table stays: the application's role has no way to change or remove it.</summary>
public sealed class AppendOnlyTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Owner = "{owner}";
    private const string Table = "{table}";
    private const string Column = "{column}";

    /// <summary>Append-only tables, with a column to try to change.</summary>
    private static readonly (string Table, string Column)[] Tables =
    [
        ("access_log", "actor"),
        ("journal", "actor"),
        ("journal_mac", "mac"),
        ("chain_complete", "mac"),
        ("access_chain", "macs"),
        ("tree_leaf", "content"),
        ("tree_checkpoint", "note"),
        ("duty_done", "how"),
        ("service_record", "result"),
        ("report", "digest"),
        ("report_check", "checked_by"),
        ("report_stock", "period"),
        ("denominator", "source"),
        ("duplicate_decision", "decided_by"),
    ];

    private static readonly string[] Attempts =
    [
        $"UPDATE {Table} SET {Column} = {Column}",
        $"DELETE FROM {Table}",
        $"TRUNCATE {Table}",
        $"SELECT * FROM {Table} FOR UPDATE",
        $"ALTER TABLE {Table} ADD COLUMN note text",
        $"ALTER TABLE {Table} DISABLE TRIGGER ALL",
        $"ALTER TABLE {Table} OWNER TO CURRENT_USER",
        $"DROP TABLE {Table} CASCADE",
        $"CREATE RULE gone AS ON INSERT TO {Table} DO INSTEAD NOTHING",
        $"CREATE INDEX slow ON {Table} ({Column})",
        $"GRANT UPDATE ON {Table} TO CURRENT_USER",
        $"SET ROLE {Owner}",
        $"SET SESSION AUTHORIZATION {Owner}",
        $"GRANT {Owner} TO CURRENT_USER",
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var (table, column) in Tables)
            {
                foreach (var attempt in Attempts)
                {
                    cases.Add(
                        table,
                        attempt.Replace(Table, table, StringComparison.Ordinal).Replace(Column, column, StringComparison.Ordinal)
                    );
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_application_fails_to_change_it(string table, string attempt)
    {
        const string Rights = "SELECT relacl::text || relowner::text FROM pg_class WHERE oid = $1::regclass";
        var owner = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString).Username;
        var before = await DatabaseCommands.ScalarAsync<string>(database.OwnerConnectionString, Rights, table);
        await using var application = new NpgsqlConnection(database.ApplicationConnectionString);
        await application.OpenAsync(TestContext.Current.CancellationToken);
        var notices = new List<string>();
        application.Notice += (_, notice) => notices.Add(notice.Notice.SqlState);

        await using var command = new NpgsqlCommand(attempt.Replace(Owner, owner, StringComparison.Ordinal), application);
        var thrown = await Record.ExceptionAsync(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        // A GRANT by one who holds some right, but not that of granting, is a warning in PostgreSQL: nothing was granted.
        const string PrivilegeNotGranted = "01007";
        Assert.True(
            thrown is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege }
                || (thrown is null && notices.Contains(PrivilegeNotGranted, StringComparer.Ordinal)),
            $"{attempt}: {thrown?.Message ?? "no error"}"
        );
        Assert.Equal(before, await DatabaseCommands.ScalarAsync<string>(database.OwnerConnectionString, Rights, table));
    }

    [Fact]
    public async Task The_application_adds_and_reads_the_access_log_and_cannot_choose_the_moment()
    {
        var person = Guid.NewGuid();
        await DatabaseCommands.ExecuteAsync(
            database.ApplicationConnectionString,
            "INSERT INTO access_log (actor, role, office, action, reason, person_ids, trace_id) VALUES ('u1', 'clerk', '360102001', 'person.read', NULL, $1, 't')",
            new[] { person }
        );

        Assert.Equal(
            [person],
            await DatabaseCommands.ScalarAsync<Guid[]>(
                database.ApplicationConnectionString,
                "SELECT person_ids FROM access_log WHERE at <= grid_now() ORDER BY id DESC LIMIT 1"
            ) ?? []
        );
        foreach (var forged in (string[])["at", "id"])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() =>
                DatabaseCommands.ExecuteAsync(
                    database.ApplicationConnectionString,
                    $"INSERT INTO access_log ({forged}, actor, role, action) VALUES (DEFAULT, 'u1', 'clerk', 'x')"
                )
            );
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }
}
