using Grid.EndToEnd.Tests.Processes;
using Grid.Silo.Hosting;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.Resilience.Tests;

/// <summary>A process that would do harm does not start, and says why in one line. (Another key, another cluster, another schema: StartTests.)</summary>
public sealed class RefusalTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("silo")]
    [InlineData("api")]
    public async Task A_clock_that_is_not_the_databases(string role)
    {
        using var home = new GridHome();
        await using var fresh = await TestDatabase.CreateAsync(Cancellation);
        await RefusesAsync(
            Settings(home, ("Grid__Clock__Shift", "-00:03:00")) with
            {
                Role = role,
                Database = fresh.ApplicationConnectionString,
            },
            ExitCodes.Unavailable,
            "behind the database's"
        );
    }

    [Fact]
    public async Task A_wrong_clock_on_purpose_in_production()
    {
        using var home = new GridHome();
        await RefusesAsync(
            Settings(home, ("Grid__Clock__Shift", "00:03:00")) with
            {
                Environment = "Production",
            },
            ExitCodes.Configuration,
            "Grid:Clock:Shift"
        );
    }

    [Fact]
    public async Task Other_timing_in_production()
    {
        using var home = new GridHome();
        await RefusesAsync(
            Settings(home, ("Grid__Cluster__Timing", "orleans")) with
            {
                Environment = "Production",
            },
            ExitCodes.Configuration,
            "Grid:Cluster:Timing"
        );
    }

    private SiloSettings Settings(GridHome home, params (string Name, string Value)[] variables) =>
        new(home.Folder, database.ApplicationConnectionString, FreePorts.Take())
        {
            Variables = variables.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal),
        };

    private static async Task RefusesAsync(SiloSettings settings, int code, string says)
    {
        await using var silo = await SiloProcess.RunToEndAsync(settings, Cancellation);
        Assert.True(silo.ExitCode == code, silo.Output);
        var line = Assert.Single(silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.StartsWith("grid: ", line, StringComparison.Ordinal);
        Assert.Contains(says, line, StringComparison.Ordinal);
    }
}
