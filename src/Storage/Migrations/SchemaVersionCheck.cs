using Npgsql;

namespace Grid.Storage.Migrations;

/// <summary>
/// What a process does before it serves: see that the database has all scripts of this build, and no others but those that say that they
/// still serve it (<see cref="ServedHosts"/>).
/// </summary>
public static class SchemaVersionCheck
{
    /// <summary>
    /// Returns if this build can work on the schema.
    /// </summary>
    /// <exception cref="SchemaException">The schema is older, or newer and does not serve this build any more, or there is none; the
    /// message says what to run.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public static async Task EnsureAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        var applied = new HashSet<string>(StringComparer.Ordinal);
        var unserved = new List<string>();
        try
        {
            // Read as JSON, so that a schema from before the column is distinguished from one that serves.
            await using var command = dataSource.CreateCommand(
                $"SELECT scriptname, coalesce((to_jsonb(v)->>'serves')::int <= $1, false) FROM {SchemaVersion.JournalTable} v"
            );
            command.Parameters.AddWithValue(SchemaVersion.Expected);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                applied.Add(reader.GetString(0));
                if (!reader.GetBoolean(1))
                    unserved.Add(reader.GetString(0));
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw new SchemaException(
                "数据库尚未初始化，请先运行 ./grid db migrate。The database has no schema yet. Run: ./grid db migrate",
                e
            )
            {
                IsBehind = true,
            };
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // Also for the seconds of the very first migration: the right to read comes last.
            throw new SchemaException(
                "当前数据库角色无权读取架构版本，请用该角色名运行 ./grid db migrate。This database role may not read the schema's version: "
                    + "the database was migrated for another application role. Run ./grid db migrate with this role as the application's.",
                e
            )
            {
                IsBehind = true,
            };
        }

        if (SchemaVersion.Scripts.Where(script => !applied.Contains(script)).ToArray() is { Length: > 0 } missing)
        {
            throw new SchemaException(
                $"数据库架构版本过旧，请运行 ./grid db migrate。The database is older than this build: it lacks {string.Join(", ", missing)}. Run: ./grid db migrate"
            )
            {
                IsBehind = true,
            };
        }

        ThrowIfUnknown(unserved);
    }

    internal static void ThrowIfUnknown(IEnumerable<string> applied)
    {
        if (
            applied.Except(SchemaVersion.Scripts, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } unknown
        )
        {
            throw new SchemaException(
                $"数据库架构版本比本程序新，请部署新版本。The database is newer than this build: it has {string.Join(", ", unknown)}, "
                    + $"this build ends at {SchemaVersion.Expected:D4}. Deploy the build that migrated it."
            );
        }
    }
}
