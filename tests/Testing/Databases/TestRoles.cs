using Npgsql;

namespace Grid.Testing.Databases;

/// <summary>
/// The two roles of the register on a test server, as in production: the owner, no superuser, and the application's. Both have
/// the superuser's password there, so that one connection string leads to all three.
/// </summary>
internal static class TestRoles
{
    public const string Owner = "grid_owner";

    public const string Application = "grid_app";

    /// <summary>Makes both, if they are missing. The caller holds the server's lock.</summary>
    public static async Task EnsureAsync(NpgsqlConnection superuser, string password, CancellationToken cancellationToken)
    {
        foreach (var role in (string[])[Owner, Application])
        {
            await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_roles WHERE rolname = $1", superuser);
            exists.Parameters.AddWithValue(role);
            if (await exists.ExecuteScalarAsync(cancellationToken) is null)
            {
                await using var create = new NpgsqlCommand(
                    $"CREATE ROLE {role} LOGIN PASSWORD '{password.Replace("'", "''", StringComparison.Ordinal)}'",
                    superuser
                );
                await create.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }
}
