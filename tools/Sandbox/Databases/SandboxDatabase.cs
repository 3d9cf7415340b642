using Grid.Silo.Hosting;
using Grid.Storage.Migrations;
using Npgsql;

namespace Grid.Sandbox.Databases;

/// <summary>
/// The sandbox's two databases: the one in use, and the known state, of which the first is a copy after each start and reset. Both are marked
/// by a schema <c>sandbox</c>; a database of their names without it is somebody else's, and nothing is done to it. Everything is done as the
/// owner: the register inside has the application's rights alone, and cannot move its clock.
/// </summary>
internal sealed class SandboxDatabase(string owner, string application)
{
    /// <summary>The database in use.</summary>
    public const string Live = "grid_sandbox";

    private const string Known = "grid_sandbox_known";
    private const string Exists = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)";

    /// <summary>Connection string of the application's role, for the register.</summary>
    public string Application { get; } = Of(application, Live, pooled: true);

    /// <summary>Connection string of the owner.</summary>
    public string Owner { get; } = Of(owner, Live, pooled: true);

    private string Role => new NpgsqlConnectionStringBuilder(application).Username ?? "";

    /// <exception cref="ConfigurationException">A database of the sandbox's names is not a sandbox's.</exception>
    public async Task EnsureOwnAsync(CancellationToken cancelled)
    {
        foreach (var name in (string[])[Live, Known])
        {
            if (!await ScalarAsync<bool>("postgres", Exists, cancelled, name))
                continue;
            if (!await ScalarAsync<bool>(name, SandboxMark.Sql, cancelled))
            {
                throw new ConfigurationException(
                    $"数据库 {name} 不是沙箱的数据库,拒绝使用。The database {name} is not a sandbox's (it has no schema {SandboxMark.Schema}); nothing was done to it."
                );
            }
        }
    }

    /// <summary>What the known state says of its cases; null where there is none of this digest.</summary>
    public async Task<string?> KnownCasesAsync(string digest, CancellationToken cancelled) =>
        await ScalarAsync<bool>("postgres", Exists, cancelled, Known)
            ? await ScalarAsync<string?>(Known, "SELECT max(cases) FROM sandbox.known WHERE digest = $1", cancelled, digest)
            : null;

    /// <summary>An empty register in the place of the one in use, which nobody may use at the time.</summary>
    public async Task MakeEmptyAsync(CancellationToken cancelled)
    {
        await DropAsync(Live, cancelled);
        await ServerAsync($"CREATE DATABASE {Live}", cancelled);
        await ExecuteAsync(
            Live,
            $"CREATE SCHEMA {SandboxMark.Schema}; CREATE TABLE sandbox.known (digest text PRIMARY KEY, cases text NOT NULL);",
            cancelled
        );
        await SchemaMigrator.MigrateAsync(Of(owner, Live, pooled: false), Role, cancelled);
        await GrantAsync(cancelled);
    }

    /// <summary>Makes the database in use the known state. Nobody may use it at the time.</summary>
    public async Task KeepAsync(string digest, string cases, CancellationToken cancelled)
    {
        await ExecuteAsync(Live, "INSERT INTO sandbox.known VALUES ($1, $2)", cancelled, digest, cases);
        await DropAsync(Known, cancelled);
        await ServerAsync($"CREATE DATABASE {Known} TEMPLATE {Live}", cancelled);
    }

    /// <summary>Puts a copy of the known state in the place of the database in use, which nobody may use at the time.</summary>
    public async Task RestoreAsync(CancellationToken cancelled)
    {
        await DropAsync(Live, cancelled);
        await ServerAsync($"CREATE DATABASE {Live} TEMPLATE {Known}", cancelled);
        await GrantAsync(cancelled);
    }

    /// <summary>What <c>grid_now()</c> adds from now on.</summary>
    public Task SetOffsetAsync(TimeSpan offset, CancellationToken cancelled) =>
        ExecuteAsync(Live, "UPDATE clock_offset SET amount = $1", cancelled, offset);

    public async Task ExecuteAsync(string database, string sql, CancellationToken cancelled, params object[] values)
    {
        await using var connection = new NpgsqlConnection(Of(owner, database, pooled: false));
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(cancelled);
    }

    private async Task DropAsync(string database, CancellationToken cancelled)
    {
        NpgsqlConnection.ClearAllPools();
        await ServerAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)", cancelled);
    }

    private async Task GrantAsync(CancellationToken cancelled)
    {
        await ServerAsync($"REVOKE ALL ON DATABASE {Live} FROM PUBLIC", cancelled);
        await ServerAsync($"GRANT CONNECT ON DATABASE {Live} TO {Quoted(Role)}", cancelled);
    }

    private Task ServerAsync(string sql, CancellationToken cancelled) => ExecuteAsync("postgres", sql, cancelled);

    private async Task<T?> ScalarAsync<T>(string database, string sql, CancellationToken cancelled, params object[] values)
    {
        await using var connection = new NpgsqlConnection(Of(owner, database, pooled: false));
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return await command.ExecuteScalarAsync(cancelled) is T found ? found : default;
    }

    private static string Quoted(string role)
    {
        using var builder = new NpgsqlCommandBuilder();
        return builder.QuoteIdentifier(role);
    }

    private static string Of(string connection, string database, bool pooled) =>
        new NpgsqlConnectionStringBuilder(connection)
        {
            Database = database,
            Pooling = pooled,
            IncludeErrorDetail = false,
        }.ConnectionString;
}
