using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Grid.EndToEnd.Tests.Processes;
using Grid.Sandbox.Province;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Sandbox;

/// <summary>The tests of one sandbox, one after the other: its start is what costs.</summary>
[CollectionDefinition(Name)]
public sealed class OneSandbox : ICollectionFixture<SandboxRun>
{
    public const string Name = "sandbox";
}

/// <summary><c>./grid run --sandbox</c> as a vendor starts it, in a home of its own with a PostgreSQL of its own; deleted afterwards.</summary>
public sealed class SandboxRun : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly GridHome home = new();
    private readonly StringBuilder output = new();
    private Process process = null!;
    private HttpClient http = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>What <c>./grid</c> needs to find it.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["GRID_HOME"] = home.Folder };

    public async ValueTask InitializeAsync()
    {
        var port = FreePorts.Take();
        Address = new Uri($"http://127.0.0.1:{port}");
        http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        var start = new ProcessStartInfo(
            Path.Combine(GridScript.Repository, "grid"),
            ["run", "--sandbox", "--no-build", "--port", $"{port}"]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (await SiloProcess.StatusAsync(http, "/health/ready", CancellationToken.None) != HttpStatusCode.OK)
        {
            Assert.False(process.HasExited || clock.Elapsed > Patience, $"not ready after {clock.Elapsed}: {Told()}");
            await Wait.ForAsync(Pause, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await signal.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
        await GridScript.RunToEndAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["GRID_HOME"] = Path.Combine(home.Folder, "sandbox") },
            CancellationToken.None,
            "db",
            "reset",
            "--yes"
        );
        home.Dispose();
    }

    /// <summary>A token as the sandbox gives it to anybody.</summary>
    public async Task<string> TokenAsync(string role, string? office = null)
    {
        var answer = await SendAsync(HttpMethod.Post, "/sandbox/tokens", new { role, office }, token: null);
        return (string)answer.Expect(HttpStatusCode.OK)["access_token"]!;
    }

    internal async Task<SandboxAnswer> SendAsync(HttpMethod method, string path, object? body, string? token, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (body is not null)
        {
            var json = System.Text.Json.JsonSerializer.Serialize(body, JsonOptions);
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new SandboxAnswer(
            answer.StatusCode,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            answer.Headers.TryGetValues("Grid-Sandbox", out var shown) ? string.Join(',', shown) : null,
            answer.Headers.Contains("Idempotent-Replay")
        );
    }

    internal async Task<JsonNode> GetAsync(string path, string? token) =>
        (await SendAsync(HttpMethod.Get, path, null, token)).Expect(HttpStatusCode.OK);

    /// <summary>What the register gave the known cases.</summary>
    internal async Task<IReadOnlyDictionary<string, CaseNumbers>> CasesAsync() =>
        (await GetAsync("/sandbox/cases", null))["items"]!
            .AsArray()
            .ToDictionary(
                one => (string)one!["id"]!,
                one => new CaseNumbers
                {
                    PersonId = (string?)one!["personId"],
                    ApplicationNumber = (string?)one["applicationNumber"],
                    RegistrationNumber = (string?)one["registrationNumber"],
                    Reference = (string?)one["reference"],
                },
                StringComparer.Ordinal
            );

    private static System.Text.Json.JsonSerializerOptions JsonOptions { get; } =
        new(System.Text.Json.JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        };

    private void Keep(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }

    private string Told()
    {
        lock (output)
            return output.ToString();
    }
}

/// <summary>An answer, read whole.</summary>
/// <param name="Shown">The header <c>Grid-Sandbox</c>.</param>
internal sealed record SandboxAnswer(HttpStatusCode Status, string Text, string? Shown, bool IsReplay)
{
    public JsonNode Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} in place of {(int)status}: {Text}");
        return JsonNode.Parse(Text)!;
    }
}
