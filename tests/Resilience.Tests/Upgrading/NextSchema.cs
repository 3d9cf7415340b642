using Grid.Storage.Migrations;
using Npgsql;

namespace Grid.Resilience.Tests.Upgrading;

/// <summary>
/// A migration of a release to come, as its migrator would run it beside processes that work: it adds, and says that it serves this
/// schema's hosts.
/// </summary>
internal static class NextSchema
{
    private const string Script = """
        ALTER TABLE person ADD COLUMN next_flag boolean;
        ALTER TABLE journal ADD COLUMN next_kind smallint NOT NULL DEFAULT 0;
        ALTER TABLE receipt ADD COLUMN next_note text;
        ALTER TABLE registration ADD COLUMN next_text text NOT NULL DEFAULT '';
        CREATE TABLE next_release (id uuid PRIMARY KEY);
        """;

    public static async Task MigrateAsync(string ownerConnectionString, CancellationToken cancellationToken)
    {
        await using var owner = NpgsqlDataSource.Create(ownerConnectionString);
        await using var command = owner.CreateCommand(
            $"BEGIN; SET LOCAL lock_timeout = '30s'; {Script} INSERT INTO schema_version (scriptname, applied, serves) VALUES ('9998_next.sql', grid_now(), {SchemaVersion.Expected}); COMMIT"
        );
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
