using System.Diagnostics;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests.Deploy;

/// <summary>Scripts that prepare a server and look after the key files.</summary>
public sealed class PreparedServerTests
{
    [Fact]
    public async Task Roles_and_database_are_made_and_made_again_without_harm()
    {
        var test = TestContext.Current.CancellationToken;
        await using var postgres = await PrivatePostgres.CreateBareAsync(test);
        var folder = Directory.CreateTempSubdirectory("roles-");
        try
        {
            await WritePasswordsAsync(folder, test);
            await postgres.RunScriptAsync("postgres/create-roles.sh", test, folder.FullName);
            await postgres.RunScriptAsync("postgres/create-roles.sh", test, folder.FullName);

            var settings = new NpgsqlConnectionStringBuilder(postgres.SuperuserConnectionString)
            {
                Database = "grid",
                Username = "grid_app",
                Password = "of-grid_app",
                Pooling = false,
            };
            await using var application = new NpgsqlConnection(settings.ConnectionString);
            await application.OpenAsync(test);
            await using var command = new NpgsqlCommand(
                "SELECT NOT rolsuper AND NOT rolreplication AND NOT rolcreatedb FROM pg_roles WHERE rolname = current_user",
                application
            );
            Assert.Equal(true, await command.ExecuteScalarAsync(test));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>180 days must be kept of it; the register's own role is not logged, and no password is.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_owners_and_superusers_do_is_in_the_servers_log(bool pgaudit)
    {
        var test = TestContext.Current.CancellationToken;
        await using var postgres = await PrivatePostgres.CreateBareAsync(test);
        if (pgaudit)
        {
            Assert.SkipUnless(await postgres.HasLibraryAsync("pgaudit", test), "There is no pgaudit for this PostgreSQL.");
            await postgres.ConfigureAsync(test, ("shared_preload_libraries", "pgaudit"));
        }

        await postgres.ConfigureAsync(test, ("log_connections", "on"), ("log_parameter_max_length", "0"));
        var folder = Directory.CreateTempSubdirectory("roles-");
        try
        {
            await WritePasswordsAsync(folder, test);
            await postgres.RunScriptAsync("postgres/create-roles.sh", test, folder.FullName);
            await postgres.RunScriptAsync("postgres/create-roles.sh", test, folder.FullName);
            foreach (var role in (string[])["grid_owner", "grid_app"])
            {
                var settings = new NpgsqlConnectionStringBuilder(postgres.SuperuserConnectionString)
                {
                    Database = "grid",
                    Username = role,
                    Password = $"of-{role}",
                    Pooling = false,
                };
                await RunAsync(settings.ConnectionString, $"SELECT 4711 AS by_{role}", test);
            }

            await RunAsync(
                new NpgsqlConnectionStringBuilder(postgres.SuperuserConnectionString) { Pooling = false }.ConnectionString,
                "SELECT 4711 AS by_superuser",
                test
            );
            var log = await postgres.LogAsync(test);
            Assert.Contains("by_grid_owner", log, StringComparison.Ordinal);
            Assert.Contains("by_superuser", log, StringComparison.Ordinal);
            Assert.Contains("user=grid_app", log, StringComparison.Ordinal);
            Assert.Equal(pgaudit, log.Contains("AUDIT: SESSION", StringComparison.Ordinal));
            Assert.DoesNotContain("by_grid_app", log, StringComparison.Ordinal);
            Assert.DoesNotContain("of-grid", log, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string connectionString, string sql, CancellationToken test)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(test);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(test);
    }

    private static async Task WritePasswordsAsync(DirectoryInfo folder, CancellationToken test)
    {
        // The server's user is another one.
        File.SetUnixFileMode(
            folder.FullName,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute
        );
        foreach (var role in (string[])["grid_owner", "grid_app", "grid_backup"])
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{role}.password"), $"of-{role}\n", test);
    }

    [Fact]
    public async Task Key_files_are_sealed_for_the_holders_of_the_recovery_key()
    {
        var test = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("keys-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            Directory.CreateDirectory(At("keys"));
            await File.WriteAllTextAsync(At("keys/keys.json"), "the ring", test);
            await File.WriteAllTextAsync(At("keys/register-key.json"), "the register's key", test);
            await RunAsync(
                "openssl",
                test,
                "req",
                "-x509",
                "-newkey",
                "rsa:3072",
                "-nodes",
                "-keyout",
                At("recovery.key"),
                "-out",
                At("recovery.crt"),
                "-days",
                "30",
                "-subj",
                "/CN=recovery"
            );
            var script = Path.Combine(DeployFiles.Repository, "deploy/backup/keys.sh");

            await RunAsync(script, test, "seal", At("keys"), At("recovery.crt"), At("keys.cms"));
            Assert.DoesNotContain("the ring", await File.ReadAllTextAsync(At("keys.cms"), test), StringComparison.Ordinal);
            await RunAsync(script, test, "open", At("keys.cms"), At("recovery.key"), At("recovery.crt"), At("opened"));

            Assert.Equal("the ring", await File.ReadAllTextAsync(At("opened/keys.json"), test));
            Assert.Equal("the register's key", await File.ReadAllTextAsync(At("opened/register-key.json"), test));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("opened/register-key.json")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string program, CancellationToken test, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        var errors = await process.StandardError.ReadToEndAsync(test);
        await process.WaitForExitAsync(test);
        Assert.True(process.ExitCode == 0, errors);
    }
}
