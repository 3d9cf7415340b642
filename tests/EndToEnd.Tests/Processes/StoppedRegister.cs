using System.Net;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.EndToEnd.Tests.Processes;

/// <summary>
/// A register that was started on a fresh database, became ready and was stopped: what it left is what later starts meet.
/// </summary>
public sealed class StoppedRegister : IAsyncLifetime
{
    private readonly GridHome home = new();

    public TestDatabase Database { get; private set; } = null!;

    /// <summary>As it was started.</summary>
    public SiloSettings Settings { get; private set; } = null!;

    public TimeSpan StartToReady { get; private set; }

    /// <summary>What <c>/health/live</c> answered while it ran.</summary>
    public HttpStatusCode? Live { get; private set; }

    public int ExitCode { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var test = TestContext.Current.CancellationToken;
        Database = await TestDatabase.CreateAsync(test);
        Settings = new SiloSettings(home.Folder, Database.ApplicationConnectionString, FreePorts.Take());
        await using var silo = await SiloProcess.StartAsync(Settings, test);
        StartToReady = silo.StartToReady;
        using (var http = new HttpClient { BaseAddress = silo.Address })
            Live = await SiloProcess.StatusAsync(http, "/health/live", test);
        await silo.StopAsync(test);
        ExitCode = silo.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        home.Dispose();
        if (Database is not null)
            await Database.DisposeAsync();
    }
}
