using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Testing;
using Grid.Testing.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace Grid.PlatformSimulator.Tests.Hosts;

/// <summary>A simulator with a database of its own, spoken to over HTTP.</summary>
public sealed class Platform : IAsyncLifetime
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
    private TestDatabase? database;
    private WebApplication? app;

    /// <summary>The clock of the simulator; noon in China of a Sunday.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 4, 0, 0, TimeSpan.Zero));

    public string Url { get; private set; } = "";

    internal HttpClient Client => client;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        await StartAsync();
    }

    /// <summary>Ends the simulator, if it runs, and starts it again on what it holds.</summary>
    public async Task StartAsync(string? secretFile = null)
    {
        if (app is not null)
            await app.DisposeAsync();
        Url = $"http://127.0.0.1:{FreePorts.Take()}";
        app = await SimulatedPlatform.CreateAsync(
            Url,
            database!.OwnerConnectionString,
            secretFile,
            Clock,
            TestContext.Current.CancellationToken
        );
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    /// <summary>Nothing is held and nothing goes wrong.</summary>
    public async Task ClearAsync()
    {
        await SendAsync(HttpMethod.Delete, "/control/faults");
        (await SendAsync(HttpMethod.Delete, "/control/holdings")).Expect(HttpStatusCode.NoContent);
    }

    public async Task FailAsync(string faults) => (await SendAsync(HttpMethod.Post, "/control/faults", faults)).Expect(HttpStatusCode.OK);

    public async Task<JsonNode> GetAsync(string path) => (await SendAsync(HttpMethod.Get, path)).Expect(HttpStatusCode.OK).Json;

    public Task<Answer> UploadAsync(params Item[] items) => SendAsync(HttpMethod.Post, "/uploads", Item.Batch(items));

    /// <summary>All items, which must be answered.</summary>
    public async Task<Answer> HoldAsync(params Item[] items)
    {
        var answer = (await UploadAsync(items)).Expect(HttpStatusCode.OK);
        Assert.All(answer.Json["items"]!.AsArray(), one => Assert.True((bool)one!["accepted"]!, one.ToJsonString()));
        return answer;
    }

    public Task<Answer> SendAsync(HttpMethod method, string path, string? body = null) =>
        SendAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body));

    public async Task<Answer> SendAsync(HttpMethod method, string path, byte[]? body)
    {
        using var request = new HttpRequestMessage(method, Url + path);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };

        // The simulator turns a large body away before it is sent.
        request.Headers.ExpectContinue = body?.Length > 1_000_000;
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }
}
