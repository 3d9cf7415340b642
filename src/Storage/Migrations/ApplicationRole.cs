using System.Text;
using Npgsql;

namespace Grid.Storage.Migrations;

/// <summary>
/// The role that silos and the API log in with. It owns nothing and gets its rights table by table, in the numbered scripts.
/// </summary>
internal static class ApplicationRole
{
    private const int LongestIdentifier = 63;

    /// <summary>The name as an SQL identifier in double quotes.</summary>
    /// <exception cref="ArgumentException">No name, a NUL, a dollar (the migrator's mark for variables), or longer than PostgreSQL
    /// allows.</exception>
    public static string Quote(string role)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(role);
        if (role.AsSpan().ContainsAny('\0', '$') || Encoding.UTF8.GetByteCount(role) > LongestIdentifier)
            throw new ArgumentException("A role's name has 1 to 63 bytes, and neither NUL nor $.", nameof(role));
        return $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>
    /// Makes the role if it is missing, without a password: that is set elsewhere. Refuses one that could act as the owner.
    /// </summary>
    public static async Task EnsureAsync(NpgsqlConnection owner, string role, CancellationToken cancellationToken)
    {
        var quoted = Quote(role);
        switch (await MayActAsOwnerAsync(owner, role, cancellationToken))
        {
            case true:
                throw new SchemaException(
                    $"The application's role {quoted} is the owner, a member of it, or a superuser: it could change the journal. Name a plain role."
                );
            case false:
                return;
        }

        try
        {
            await using var create = new NpgsqlCommand(
                $"CREATE ROLE {quoted} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS",
                owner
            );
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // Roles belong to the whole server: a migration of another database made it in this moment.
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new SchemaException(
                $"The application's role {quoted} does not exist, and the owner may not create roles. Let an administrator run: "
                    + $"CREATE ROLE {quoted} LOGIN PASSWORD '…'; or ALTER ROLE of the owner with CREATEROLE; then run ./grid db migrate again.",
                e
            );
        }
    }

    /// <summary>The scripts' grants were given once, to the role named then: another name would find every table closed.</summary>
    public static async Task EnsureGrantedAsync(NpgsqlConnection owner, string role, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT has_table_privilege($1::name, 'clock_offset', 'SELECT')", owner);
        command.Parameters.AddWithValue(role);
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            throw new SchemaException(
                $"This database was migrated for another application role than {Quote(role)}. Name that one, or GRANT it TO {Quote(role)}."
            );
        }
    }

    private static async Task<bool?> MayActAsOwnerAsync(NpgsqlConnection owner, string role, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_has_role(rolname, current_user, 'MEMBER') FROM pg_roles WHERE rolname = $1",
            owner
        );
        command.Parameters.AddWithValue(role);
        return (bool?)await command.ExecuteScalarAsync(cancellationToken);
    }
}
