using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Npgsql;

namespace Grid.Storage.Migrations;

/// <summary>
/// Brings a database to the schema of this build: runs, as the owner, the numbered scripts that it has not had, each in a
/// transaction of its own, and records them in <c>schema_version</c>. Running it again does nothing. Two migrators at
/// once wait for each other. Scripts may use <c>$applicationRole$</c>, and dollar quotes only in their plain form <c>$$</c>.
/// </summary>
public static class SchemaMigrator
{
    /// <summary>Advisory lock that one migrator of a database holds: "Grid" in ASCII.</summary>
    private const long MigrationLock = 0x47726964;

    /// <summary>
    /// Migrates, and gives the application's role what the scripts grant it. The role is made, without a password, if it is missing.
    /// </summary>
    /// <returns>The names of the scripts that ran now, in order; empty if the database was up to date.</returns>
    /// <exception cref="SchemaException">A script failed (those before it stay), the database is newer than this build, or the role cannot
    /// be used.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(
        string ownerConnectionString,
        string applicationRole,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ownerConnectionString);
        var quotedRole = ApplicationRole.Quote(applicationRole);

        // The lock lives as long as its session; a pooled one could outlive this call.
        var unpooled = new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString;
        await using var owner = new NpgsqlConnection(unpooled);
        await owner.OpenAsync(cancellationToken);
        await using (var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", owner) { CommandTimeout = 0 })
        {
            take.Parameters.AddWithValue(MigrationLock);
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        await ApplicationRole.EnsureAsync(owner, applicationRole, cancellationToken);
        var ran = await Task.Run(() => RunScripts(unpooled, quotedRole), cancellationToken);
        await ServedHosts.RecordAsync(owner, cancellationToken);
        await ApplicationRole.EnsureGrantedAsync(owner, applicationRole, cancellationToken);
        await using var grant = new NpgsqlCommand($"GRANT SELECT ON {SchemaVersion.JournalTable} TO {quotedRole}", owner);
        await grant.ExecuteNonQueryAsync(cancellationToken);
        return ran;
    }

    private static string[] RunScripts(string ownerConnectionString, string quotedRole)
    {
        var engine = DeployChanges
            .To.PostgresqlDatabase(ownerConnectionString)
            .WithScripts(SchemaVersion.Scripts.Select(name => new SqlScript(name, SchemaVersion.TextOf(name))))
            .WithVariable("applicationRole", quotedRole)
            .JournalToPostgresqlTable("public", SchemaVersion.JournalTable)
            .WithTransactionPerScript()
            .WithExecutionTimeout(TimeSpan.FromHours(1))
            .LogTo(new NoOpUpgradeLog())
            .Build();
        SchemaVersionCheck.ThrowIfUnknown(engine.GetExecutedScripts());

        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new SchemaException(
                $"The migration script {result.ErrorScript?.Name} failed and was rolled back: {result.Error.Message}",
                result.Error
            );
        }

        return [.. result.Scripts.Select(script => script.Name)];
    }
}
