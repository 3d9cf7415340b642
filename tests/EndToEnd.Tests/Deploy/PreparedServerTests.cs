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
            // The server's user is another one.
            File.SetUnixFileMode(
                folder.FullName,
                UnixFileMode.UserRead
                    | UnixFileMode.UserWrite
                    | UnixFileMode.UserExecute
                    | UnixFileMode.OtherRead
                    | UnixFileMode.OtherExecute
            );
            foreach (var role in (string[])["grid_owner", "grid_app", "grid_backup"])
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{role}.password"), $"of-{role}\n", test);
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
