using Npgsql;

namespace Grid.Silo.Hosting;

/// <summary>
/// Tells the database of a sandbox (<c>./grid run --sandbox</c>) from a register's, in both directions: a register does not work with made-up
/// persons of a sandbox, and a sandbox, whose clock is moved and which is reset, does not work with a register's.
/// </summary>
public static class SandboxMark
{
    /// <summary>A schema of this name, empty or not, marks the database of a sandbox. No migration makes it.</summary>
    public const string Schema = "sandbox";

    /// <summary>Whether the mark is there.</summary>
    public const string Sql = $"SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{Schema}')";

    /// <exception cref="ConfigurationException">The database is of the other kind.</exception>
    internal static async Task EnsureAsync(NpgsqlDataSource dataSource, bool isSandbox, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Sql);
        if (await command.ExecuteScalarAsync(cancellationToken) is bool marked && marked != isSandbox)
        {
            throw new ConfigurationException(
                isSandbox
                    ? "该数据库不是沙箱的数据库,沙箱拒绝启动。The database is a register's: a sandbox does not start with it."
                    : "该数据库属于沙箱,登记系统拒绝启动。The database is a sandbox's: a register does not start with it."
            );
        }
    }
}
