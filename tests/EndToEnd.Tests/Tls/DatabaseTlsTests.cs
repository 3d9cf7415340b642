using Grid.EndToEnd.Tests.Backup;
using Grid.EndToEnd.Tests.Processes;
using Grid.Silo.Hosting;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests.Tls;

/// <summary>
/// TLS to PostgreSQL as docs/operations.md says: a server that takes nothing else, and a register that compares authority and name.
/// </summary>
public sealed class DatabaseTlsTests
{
    [Fact]
    public async Task The_register_speaks_TLS_with_its_database_and_with_no_other_server()
    {
        var test = TestContext.Current.CancellationToken;
        using var home = new GridHome();
        var (authority, other) = (Path.Combine(home.Folder, "tls"), Path.Combine(home.Folder, "other"));
        await ShippedCertificates.MakeAsync("server", authority, test, "127.0.0.1", "localhost", "::1");
        await ShippedCertificates.MakeAsync("server", other, test, "127.0.0.1");
        await using var postgres = await PrivatePostgres.CreateAsync(test);
        await using var database = await postgres.CreateDatabaseAsync(test);
        foreach (
            var (file, text) in new[]
            {
                ("server.crt", await File.ReadAllTextAsync(Path.Combine(authority, "server.crt"), test)),
                ("server.key", await File.ReadAllTextAsync(Path.Combine(authority, "server.key"), test)),
                ("pg_hba.conf", "hostssl all all 127.0.0.1/32 scram-sha-256"),
            }
        )
        {
            await WriteAsync(postgres, file, text, test);
        }

        await postgres.ConfigureAsync(test, ("ssl", "on"), ("ssl_cert_file", "server.crt"), ("ssl_key_file", "server.key"));

        var settings = new SiloSettings(home.Folder, Verified(database, authority), FreePorts.Take());
        await using (var silo = await SiloProcess.StartAsync(settings, test))
        {
            await using var load = new SteadyLoad(silo.Address, home, clerks: 1, test);
            await load.GrowAsync(3, test);
            await load.FinishAsync();
            Assert.Equal(
                [true],
                await ColumnAsync(
                    postgres,
                    "SELECT DISTINCT s.ssl FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.usename = 'grid_app'",
                    test
                )
            );
            await silo.StopAsync(test);
        }

        // A server with a foreign certificate, and one without any: the password is not sent to it.
        foreach (
            var wrong in new[]
            {
                Verified(database, other),
                new NpgsqlConnectionStringBuilder(database.ApplicationConnectionString) { SslMode = SslMode.Disable }.ConnectionString,
            }
        )
        {
            await using var refused = await SiloProcess.RunToEndAsync(settings with { Database = wrong }, test);
            Assert.True(refused.ExitCode is ExitCodes.Unavailable or ExitCodes.Configuration, $"{refused.ExitCode}: {refused.Output}");
            Assert.StartsWith("grid: ", refused.Output, StringComparison.Ordinal);
        }
    }

    private static string Verified(TestDatabase database, string authority) =>
        new NpgsqlConnectionStringBuilder(database.ApplicationConnectionString)
        {
            SslMode = SslMode.VerifyFull,
            RootCertificate = Path.Combine(authority, "authority.crt"),
        }.ConnectionString;

    /// <summary>By the server itself: the files must be its own user's.</summary>
    private static async Task WriteAsync(PrivatePostgres postgres, string file, string text, CancellationToken test) =>
        await ColumnAsync(
            postgres,
            $"COPY (SELECT unnest(string_to_array('{text.Trim()}', E'\\n'))) TO PROGRAM 'umask 077; cat > {file}'",
            test
        );

    private static async Task<List<bool>> ColumnAsync(PrivatePostgres postgres, string sql, CancellationToken test)
    {
        await using var superuser = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(postgres.SuperuserConnectionString) { Pooling = false }.ConnectionString
        );
        await superuser.OpenAsync(test);
        await using var command = new NpgsqlCommand(sql, superuser);
        await using var reader = await command.ExecuteReaderAsync(test);
        var values = new List<bool>();
        while (await reader.ReadAsync(test))
            values.Add(reader.GetBoolean(0));
        return values;
    }
}
