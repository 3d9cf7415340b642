using System.Diagnostics;
using System.Net;
using Grid.Client.Generated.Models;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.EndToEnd.Tests.Deploy;

/// <summary>
/// The host under exactly the filters of system calls that its units ask for, built by libseccomp (<c>sandbox.py</c>), without
/// capabilities.
/// </summary>
public sealed class SandboxTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly string Sandbox = Path.Combine(DeployFiles.Repository, "tests/EndToEnd.Tests/Deploy/sandbox.py");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_and_api_start_serve_and_stop_under_their_units_filters()
    {
        using var home = new GridHome();
        await using var fresh = await TestDatabase.CreateAsync(Cancellation);
        var settings = new SiloSettings(home.Folder, fresh.ApplicationConnectionString, FreePorts.Take());
        var byName = new Dictionary<string, string>(StringComparer.Ordinal) { ["GRID_SILO_ADDRESS"] = "localhost" };
        await using var silo = await SiloProcess.StartAsync(
            settings with
            {
                Role = "silo",
                Launcher = Under("grid-silo@.service"),
                Variables = byName,
            },
            Cancellation
        );
        await using var api = await SiloProcess.StartAsync(
            settings with
            {
                Role = "api",
                Port = FreePorts.Take(),
                Launcher = Under("grid-api@.service"),
            },
            Cancellation
        );

        // The scripts that a unit runs beside the host are under the same filters.
        await ReadyAsync("grid-silo@.service", silo);
        await ReadyAsync("grid-api@.service", api);

        // A command through both, a page, and what the console and the operators are served.
        using var clerk = new ApiClient(api.Address, home.Tokens.Issue("clerk-1", "clerk", MadeUpApplication.Office));
        var submitted = await clerk.CommandAsync(MadeUpApplication.Submit(MadeUpApplication.Number(1)), "submit-1", Cancellation);
        Assert.Equal(CommandOutcome.Submitted, submitted.View.Outcome);
        Assert.Equal(HttpStatusCode.OK, await clerk.StatusAsync("/metrics", Cancellation));
        using var http = new HttpClient { BaseAddress = api.Address };
        Assert.Equal(HttpStatusCode.OK, await SiloProcess.StatusAsync(http, "/openapi/v1.json", Cancellation));

        await api.StopAsync(Cancellation);
        await silo.StopAsync(Cancellation);
        Assert.Equal((0, 0), (api.ExitCode, silo.ExitCode));
    }

    /// <summary>That the filters are in force at all: without the line that was missing once, nothing starts.</summary>
    [Theory]
    [InlineData("grid-silo@.service")]
    [InlineData("grid-api@.service")]
    public async Task Without_sched_setaffinity_it_does_not_start(string unit)
    {
        using var home = new GridHome();
        var settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take());
        await using var silo = await SiloProcess.RunToEndAsync(
            settings with
            {
                Launcher = Under(unit, "SystemCallFilter=sched_setaffinity"),
            },
            Cancellation
        );
        Assert.NotEqual(0, silo.ExitCode);
        Assert.Contains("0x8007054F", silo.Output, StringComparison.Ordinal);
    }

    /// <summary>The other units' programs: they have fewer filters, but some.</summary>
    [Theory]
    [InlineData("grid-migrate.service", "dotnet", "--list-runtimes")]
    [InlineData("grid-base-backup.service", "bash", "-c", "exec 9>/dev/null; flock --nonblock 9 && mktemp -u")]
    public async Task Programs_of_the_other_units_start(string unit, params string[] program)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Under(unit)[0], [.. Under(unit)[1..], .. program])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, $"{await output} {await errors}");
    }

    private static string[] Under(string unit, params string[] without) =>
        [
            "python3",
            Sandbox,
            Path.Combine(DeployFiles.Repository, "deploy/systemd", unit),
            .. without.SelectMany(line => (string[])["--drop", line]),
            "--",
        ];

    private static async Task ReadyAsync(string unit, SiloProcess host)
    {
        using var wait = Process.Start(
            new ProcessStartInfo(
                Under(unit)[0],
                [.. Under(unit)[1..], Path.Combine(DeployFiles.Repository, "deploy/systemd/wait-ready.sh"), $"{host.Address.Port}", "60"]
            )
            {
                UseShellExecute = false,
            }
        )!;
        await wait.WaitForExitAsync(Cancellation);
        Assert.Equal(0, wait.ExitCode);
    }
}
