using System.Security.Cryptography;
using System.Text;
using Grid.Storage.Migrations;
using Npgsql;

namespace Grid.Testing.Databases;

/// <summary>
/// A database that is migrated once for each state of the migrations and then only copied, which takes a tenth of a second. Its name
/// carries a hash of the storage assembly, scripts included, so that an edited script makes another template.
/// </summary>
internal static class TemplateDatabase
{
    /// <summary>Held while roles and templates are made: one test process at a time on a server.</summary>
    private const long Lock = 0x47726964_54657374;

    /// <summary>The template's name, on every server.</summary>
    public static readonly string Name = $"grid_template_{HashOfMigrations()}";

    /// <summary>
    /// Makes the template on a server that has none: afterwards it exists, has the whole schema, and no session is connected to it.
    /// </summary>
    /// <returns>Whether it was made now.</returns>
    public static async Task<bool> EnsureAsync(string superuserConnectionString, CancellationToken cancellationToken)
    {
        // Without a pool: closing the connection ends the session, and with it the lock.
        var settings = new NpgsqlConnectionStringBuilder(superuserConnectionString) { Pooling = false };
        await using var superuser = new NpgsqlConnection(settings.ConnectionString);
        await superuser.OpenAsync(cancellationToken);
        await using (var take = new NpgsqlCommand($"SELECT pg_advisory_lock({Lock})", superuser) { CommandTimeout = 0 })
            await take.ExecuteNonQueryAsync(cancellationToken);
        await using (var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", superuser))
        {
            exists.Parameters.AddWithValue(Name);
            if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
                return false;
        }

        await TestRoles.EnsureAsync(superuser, settings.Password ?? "", cancellationToken);
        await DropOldOnesAsync(superuser, cancellationToken);

        // Only a finished template has the final name: a run that is killed here leaves nothing that a later one would trust.
        var unfinished = $"{Name}_new";
        await ExecuteAsync(superuser, $"DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)", cancellationToken);
        await ExecuteAsync(superuser, $"CREATE DATABASE {unfinished} OWNER {TestRoles.Owner} TEMPLATE template0", cancellationToken);
        settings.Username = TestRoles.Owner;
        settings.Database = unfinished;
        await SchemaMigrator.MigrateAsync(settings.ConnectionString, TestRoles.Application, cancellationToken);
        await ExecuteAsync(superuser, $"ALTER DATABASE {unfinished} RENAME TO {Name}", cancellationToken);
        await ExecuteAsync(
            superuser,
            $"COMMENT ON DATABASE {Name} IS '{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime):O}'",
            cancellationToken
        );
        return true;
    }

    /// <summary>Templates of other builds, except today's and yesterday's: another checkout may be at work with those.</summary>
    private static async Task DropOldOnesAsync(NpgsqlConnection superuser, CancellationToken cancellationToken)
    {
        var old = new List<string>();
        await using (
            var list = new NpgsqlCommand(
                """
                SELECT datname FROM pg_database
                WHERE datname LIKE 'grid\_template\_%' AND shobj_description(oid, 'pg_database') < (current_date - 1)::text
                """,
                superuser
            )
        )
        await using (var reader = await list.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                old.Add(reader.GetString(0));
        }

        foreach (var name in old)
            await ExecuteAsync(superuser, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", cancellationToken);
    }

    private static string HashOfMigrations()
    {
        // The build is deterministic: the module's id changes exactly when a script or the code around it does.
        var module = typeof(SchemaMigrator).Module.ModuleVersionId.ToString();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(module)))[..16];
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
