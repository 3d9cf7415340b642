using System.Diagnostics;
using System.Net;
using Grid.EndToEnd.Tests.Processes;
using Grid.Silo.Hosting;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests.Sandbox;

/// <summary>A register is no sandbox, and a sandbox takes nothing of a register: each refuses to start with what is the other's.</summary>
public sealed class OnlyASandboxTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_register_has_none_of_it_even_in_development()
    {
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        using var home = new GridHome();
        await using var silo = await SiloProcess.StartAsync(
            new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take()),
            Cancellation
        );
        using var api = new HttpClient { BaseAddress = silo.Address };
        api.DefaultRequestHeaders.Authorization = new("Bearer", home.Tokens.Issue("operator", "operator", "36000001"));
        foreach (
            var (method, path) in new[]
            {
                ("GET", "/sandbox"),
                ("GET", "/sandbox/clock"),
                ("POST", "/sandbox/clock"),
                ("POST", "/sandbox/reset"),
                ("POST", "/sandbox/tokens"),
            }
        )
        {
            using var answer = await api.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancellation);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
            Assert.False(answer.Headers.Contains("Grid-Sandbox"));
        }
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_register_does_not_start_with_a_sandboxs_database(string environment)
    {
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        using var home = new GridHome();
        await ExecuteAsync(database.OwnerConnectionString, $"CREATE SCHEMA {SandboxMark.Schema}");
        if (environment == "Production")
            Assert.Equal(0, (await RunOnceForKeysAsync(home)).ExitCode);
        await using var silo = await SiloProcess.RunToEndAsync(
            new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take())
            {
                Environment = environment,
                Variables = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Grid__Api__Authority"] = environment == "Production" ? "https://127.0.0.1:1" : "",
                },
            },
            Cancellation
        );
        Assert.Equal(ExitCodes.Configuration, silo.ExitCode);
        Assert.Contains("a sandbox's", silo.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GRID_DATABASE", "Host=127.0.0.1;Database=grid")]
    [InlineData("GRID_DATABASE_OWNER", "Host=127.0.0.1;Database=grid")]
    [InlineData("GRID_PLATFORM_URL", "https://platform.example.cn")]
    [InlineData("GRID_ENVIRONMENT", "Production")]
    [InlineData("Grid__Api__Authority", "https://id.example.cn")]
    [InlineData("GRID_KEY_TOKEN", "anything that is new")]
    public async Task It_does_not_start_beside_a_registers_setting(string name, string value)
    {
        using var home = new GridHome();
        var (code, output) = await SandboxAsync(home.Folder, (name, value));
        Assert.Equal(ExitCodes.Configuration, code);
        Assert.Contains(name, output, StringComparison.Ordinal);

        var script = await GridScript.RunToEndAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["GRID_HOME"] = home.Folder, [name] = value },
            Cancellation,
            "run",
            "--sandbox",
            "--no-build",
            "--port",
            $"{FreePorts.Take()}"
        );
        Assert.Equal(1, script.Code);
        Assert.Contains(name, script.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(home.Folder, "sandbox")));
    }

    [Fact]
    public async Task It_does_not_use_the_home_of_a_register()
    {
        using var home = new GridHome();
        Directory.CreateDirectory(Path.Combine(home.Folder, "secrets", "keys"));
        var (code, output) = await SandboxAsync(home.Folder);
        Assert.Equal(ExitCodes.Configuration, code);
        Assert.Contains("the home of a register", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_does_nothing_to_a_database_of_its_name_that_no_sandbox_made()
    {
        var server = await PostgresServer.GetOwnerConnectionStringAsync(Cancellation);
        await ExecuteAsync(server, "CREATE DATABASE grid_sandbox");
        try
        {
            var inside = new NpgsqlConnectionStringBuilder(server) { Database = "grid_sandbox", Pooling = false }.ConnectionString;
            await ExecuteAsync(inside, "CREATE TABLE precious (id int)");
            using var home = new GridHome();
            var (code, output) = await SandboxAsync(home.Folder, ("GRID_SANDBOX_OWNER", server), ("GRID_SANDBOX_APPLICATION", server));
            Assert.Equal(ExitCodes.Configuration, code);
            Assert.Contains("not a sandbox's", output, StringComparison.Ordinal);
            await ExecuteAsync(inside, "SELECT FROM precious");
        }
        finally
        {
            await ExecuteAsync(server, "DROP DATABASE grid_sandbox WITH (FORCE)");
        }
    }

    /// <summary>What the images and packages of the register are made of has no sandbox in it.</summary>
    [Fact]
    public void Nothing_that_is_deployed_builds_it()
    {
        var files = Directory.EnumerateFiles(Path.Combine(GridScript.Repository, "deploy"), "*", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain("tools/Sandbox", File.ReadAllText(file), StringComparison.Ordinal));
        var projects = Directory
            .EnumerateFiles(Path.Combine(GridScript.Repository, "src"), "*.csproj", SearchOption.AllDirectories)
            .ToList();
        Assert.NotEmpty(projects);
        Assert.All(projects, project =>
            Assert.DoesNotContain("ProjectReference Include=\"../../tools", File.ReadAllText(project), StringComparison.Ordinal)
        );
    }

    /// <summary>A home whose keys exist, as production needs them: a short life in development, with another database.</summary>
    private static async Task<(int ExitCode, string Output)> RunOnceForKeysAsync(GridHome home)
    {
        await using var other = await TestDatabase.CreateAsync(Cancellation);
        await using var silo = await SiloProcess.StartAsync(
            new SiloSettings(home.Folder, other.ApplicationConnectionString, FreePorts.Take()),
            Cancellation
        );
        await silo.StopAsync(Cancellation);
        return (silo.ExitCode, silo.Output);
    }

    /// <summary>The sandbox's program, without the script before it.</summary>
    private static async Task<(int Code, string Output)> SandboxAsync(string home, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Grid.Sandbox.SandboxSettings).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GRID_HOME"] = home;
        start.Environment["GRID_URLS"] = $"http://127.0.0.1:{FreePorts.Take()}";
        start.Environment["GRID_SANDBOX_OWNER"] = "Host=127.0.0.1;Port=1;Username=nobody";
        start.Environment["GRID_SANDBOX_APPLICATION"] = "Host=127.0.0.1;Port=1;Username=nobody";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output + await errors);
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString;
        await using var open = new NpgsqlConnection(unpooled);
        await open.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
