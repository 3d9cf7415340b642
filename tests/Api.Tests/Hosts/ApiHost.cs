using System.Collections.Concurrent;
using System.Security.Cryptography;
using Grid.Silo.Hosting;
using Grid.Testing;
using Grid.Testing.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Grid.Api.Tests.Hosts;

/// <summary>The real host, silo and API in one process on a free port, over a real database. Shared by the tests of a collection.</summary>
public class ApiHost : IAsyncLifetime
{
    private readonly string home = Path.Combine(Path.GetTempPath(), "grid-api-" + RandomNumberGenerator.GetHexString(12, lowercase: true));
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private WebApplication app = null!;
    private StartChecks start = null!;

    public TestDatabase Database { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => app.Services;

    public byte[] Key => key;

    public LogKeeper Log { get; } = new();

    /// <summary>Settings beside the usual ones, or in their place.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    /// <summary>A token of the development key.</summary>
    public string Token(string role, string? office = null, string? subject = null) =>
        Tokens.Sign(key, role, office, subject ?? $"test-{role}-{office}");

    public virtual async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(home, "secrets"));
        await File.WriteAllTextAsync(Path.Combine(home, "secrets", "dev-token.key"), Convert.ToBase64String(key));
        await PrepareAsync();
        await StartAsync();
    }

    /// <summary>What must be there before the host starts.</summary>
    protected virtual ValueTask PrepareAsync() => ValueTask.CompletedTask;

    /// <summary>Changes the host just before it is built.</summary>
    protected virtual void Adjust(WebApplicationBuilder builder) => builder.Logging.ClearProviders().AddProvider(Log);

    /// <summary>Where keys and tokens are.</summary>
    public string Home => home;

    /// <summary>Starts the host over what the database holds.</summary>
    protected async Task StartAsync()
    {
        Address = new Uri($"http://127.0.0.1:{FreePorts.Take()}");
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["GRID_DATABASE"] = Database.ApplicationConnectionString,
                ["GRID_HOME"] = home,
                ["GRID_ENVIRONMENT"] = "Development",
                ["GRID_URLS"] = Address.ToString(),
                ["Grid:Api:AnonymousPerSecond"] = "10000",
                ["Grid:Api:RevealsPerHour"] = "100000",
                ["Grid:Api:SearchesPerHour"] = "100000",
                ["Grid:Api:ClaimsPerHour"] = "100000",
                ["Grid:Notices:Interval"] = "00:01:00",
            }
        );
        builder.Configuration.AddInMemoryCollection(Settings);
        var settings = GridSettings.Read(builder.Configuration, builder.Environment);
        start = await StartChecks.RunAsync(settings, TimeProvider.System, CancellationToken.None);
        builder.AddGrid(settings, start);
        Adjust(builder);
        app = builder.Build();
        app.MapGrid(settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
        // Without cookies: the cookies of one test's sign-in must not reach the next test.
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>Ends the host; the database stays.</summary>
    protected async Task StopAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await start.DisposeAsync();
    }

    /// <summary>One value, read as the owner.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(Database.OwnerConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);

        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) ?? default(T)!);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        await Database.DisposeAsync();
        Directory.Delete(home, recursive: true);
    }
}

/// <summary>All tests over HTTP share one host.</summary>
[CollectionDefinition(Name)]
public sealed class OneHost : ICollectionFixture<ApiHost>
{
    public const string Name = "host";
}

/// <summary>Keeps every line that is logged, so that tests can assert what is not in them.</summary>
public sealed class LogKeeper : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Keeper(this, categoryName);

    public void Dispose() { }

    private sealed class Keeper(LogKeeper owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => owner.lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
