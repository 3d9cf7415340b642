using System.Security.Cryptography;
using Npgsql;

namespace Grid.Testing.Databases;

/// <summary>
/// A PostgreSQL cluster of its own for one test, in which the database may go away and come back. The first one of a build is made and
/// migrated, the later ones are copies of it. Its port and its connection strings stay the same over stops and starts.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private readonly string name = $"private-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    private PrivatePostgres() { }

    /// <summary>The superuser's connection string.</summary>
    public string SuperuserConnectionString { get; private set; } = "";

    /// <summary>Starts a cluster as it is before anyone has prepared it for the register: without its roles.</summary>
    public static async Task<PrivatePostgres> CreateBareAsync(CancellationToken cancellationToken = default)
    {
        var cluster = new PrivatePostgres();
        cluster.SuperuserConnectionString = await GridScript.RunAsync(
            cancellationToken,
            "db",
            "private",
            "create",
            cluster.name,
            $"{Environment.ProcessId}"
        );
        return cluster;
    }

    /// <summary>Makes and starts a cluster.</summary>
    public static async Task<PrivatePostgres> CreateAsync(CancellationToken cancellationToken = default)
    {
        var cluster = new PrivatePostgres();
        cluster.SuperuserConnectionString = await GridScript.RunAsync(
            cancellationToken,
            "db",
            "private",
            "create",
            cluster.name,
            $"{Environment.ProcessId}",
            TemplateDatabase.Name
        );
        if (await TemplateDatabase.EnsureAsync(cluster.SuperuserConnectionString, cancellationToken))
            await GridScript.RunAsync(cancellationToken, "db", "private", "keep", cluster.name, TemplateDatabase.Name);
        return cluster;
    }

    /// <summary>The place of a cluster that a script of <c>deploy/</c> will fill with the data of this one, as a standby does.</summary>
    public async Task<PrivatePostgres> ReserveAsync(CancellationToken cancellationToken = default)
    {
        var cluster = new PrivatePostgres();
        await GridScript.RunAsync(cancellationToken, "db", "private", "reserve", cluster.name, $"{Environment.ProcessId}", name);
        return cluster;
    }

    /// <summary>
    /// Where it is: <c>data</c> is PostgreSQL's own folder, <c>backup</c> where the scripts of <c>deploy/backup</c> keep theirs,
    /// <c>deploy</c> a copy of the scripts.
    /// </summary>
    public Task<string> FolderAsync(CancellationToken cancellationToken = default) =>
        GridScript.RunAsync(cancellationToken, "db", "private", "directory", name);

    /// <summary>What the server has written into its log.</summary>
    public async Task<string> LogAsync(CancellationToken cancellationToken = default) =>
        (string)await AskAsync($"SELECT pg_read_file('{await FolderAsync(cancellationToken)}/postgres.log')", cancellationToken);

    /// <summary>Whether the server could load this library.</summary>
    public async Task<bool> HasLibraryAsync(string name, CancellationToken cancellationToken = default) =>
        (bool)
            await AskAsync(
                $"SELECT (pg_stat_file(setting || '/{name}.so', true)).size IS NOT NULL FROM pg_config WHERE name = 'PKGLIBDIR'",
                cancellationToken
            );

    private async Task<object> AskAsync(string sql, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(SuperuserConnectionString) { Pooling = false };
        await using var superuser = new NpgsqlConnection(settings.ConnectionString);
        await superuser.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, superuser);
        return (await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Runs a script of <c>deploy/</c>, as the user of the server, against this cluster.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunScriptAsync(string script, CancellationToken cancellationToken, params string[] arguments) =>
        GridScript.RunAsync(cancellationToken, ["db", "private", "script", name, script, .. arguments]);

    /// <summary>Changes settings of the server and starts it again.</summary>
    public async Task ConfigureAsync(CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        await using (
            var superuser = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(SuperuserConnectionString) { Pooling = false }.ConnectionString
            )
        )
        {
            await superuser.OpenAsync(cancellationToken);
            foreach (var (name, value) in settings)
            {
                await using var command = new NpgsqlCommand(
                    $"ALTER SYSTEM SET {name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'",
                    superuser
                );
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        await RestartAsync(cancellationToken: cancellationToken);
    }

    /// <summary>The machine is lost: SIGKILL, and the data are gone; files beside them stay.</summary>
    public Task LoseAsync(CancellationToken cancellationToken = default) =>
        GridScript.RunAsync(cancellationToken, "db", "private", "lose", name);

    /// <summary>A fresh database with the register's schema on this cluster.</summary>
    public Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancellationToken = default) =>
        CreateDatabaseAsync(null, cancellationToken);

    /// <summary>The same, standing on a tablespace; null for the cluster's own.</summary>
    public Task<TestDatabase> CreateDatabaseAsync(string? tablespace, CancellationToken cancellationToken) =>
        TestDatabase.CreateAsync(SuperuserConnectionString, tablespace, dropped: false, cancellationToken);

    /// <summary>
    /// Stops the server: fast ends all sessions and writes a checkpoint; immediate is a crash of the whole server, which recovers from its
    /// log at the next start.
    /// </summary>
    public Task StopAsync(PostgresStop mode = PostgresStop.Fast, CancellationToken cancellationToken = default) =>
        GridScript.RunAsync(cancellationToken, "db", "private", "stop", name, mode == PostgresStop.Fast ? "fast" : "immediate");

    /// <summary>SIGKILL to the server's main process: nothing is written, and no client is informed.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) =>
        GridScript.RunAsync(cancellationToken, "db", "private", "kill", name);

    /// <summary>Starts the server again, after a stop or a kill, and returns when it accepts connections.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await GridScript.RunAsync(cancellationToken, "db", "private", "start", name);
        SuperuserConnectionString = await GridScript.RunAsync(cancellationToken, "db", "private", "url", name);
    }

    /// <summary>Stop, then start.</summary>
    public async Task RestartAsync(PostgresStop mode = PostgresStop.Fast, CancellationToken cancellationToken = default)
    {
        await StopAsync(mode, cancellationToken);
        await StartAsync(cancellationToken);
    }

    /// <summary>Stops and deletes the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        if (SuperuserConnectionString.Length > 0)
        {
            await using var pooled = new NpgsqlConnection(SuperuserConnectionString);
            NpgsqlConnection.ClearPool(pooled);
        }

        await GridScript.RunAsync(CancellationToken.None, "db", "private", "remove", name);
    }
}
