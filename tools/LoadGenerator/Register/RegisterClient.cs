using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Grid.Domain.Persons;
using Grid.LoadGenerator.Measuring;
using Polly;

namespace Grid.LoadGenerator.Register;

/// <summary>Sends commands to the register, each under its key, until they are answered. Safe for several threads.</summary>
internal sealed class RegisterClient(HttpClient http, StaffTokens tokens, RequestStatistics statistics, TimeProvider clock)
{
    private const string KeyReused = "idempotency-key-reused";

    /// <summary>The domain's types as the API reads them: codes for what has a list, and what a person said under <c>text</c>.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new CodedEnums() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Rename } },
    };

    private readonly ResiliencePipeline<HttpResponseMessage> retrying = Retrying.Pipeline(clock, statistics.Retried);

    private static void Rename(JsonTypeInfo type)
    {
        foreach (var words in type.Properties.Where(property => property.Name == "words"))
            words.Name = "text";
    }

    /// <summary>A client with that many connections at most.</summary>
    public static HttpClient Http(Uri url, int connections) =>
        new(
            new SocketsHttpHandler
            {
                MaxConnectionsPerServer = connections,
                PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
                UseProxy = false,
                UseCookies = false,
            }
        )
        {
            BaseAddress = url,
            Timeout = TimeSpan.FromSeconds(60),
        };

    /// <summary>
    /// Posts a command. Where the key was used on an earlier day (the same person, other dates), the answer is what became of it then.
    /// </summary>
    /// <exception cref="UnexpectedAnswerException">It was not accepted.</exception>
    public async Task<Outcome> SendAsync(string kind, Staff staff, string path, string key, object? body, CancellationToken cancelled)
    {
        var start = clock.GetTimestamp();
        using var answer = await AskAsync(kind, () => Request(HttpMethod.Post, path, staff, key, body), cancelled);
        if (answer.IsSuccessStatusCode)
        {
            var replayed = answer.Headers.Contains("Idempotent-Replay");
            var outcome = await ReadAsync(kind, answer, cancelled);
            statistics.Answered(kind, clock.GetElapsedTime(start), replayed);
            return outcome;
        }

        var problem = await ProblemAsync(kind, answer, cancelled);
        if (problem.Code != KeyReused)
            throw problem;
        using var known = await AskAsync(kind, () => Request(HttpMethod.Get, $"/v1/commands/{key}", staff, null, null), cancelled);
        if (!known.IsSuccessStatusCode)
            throw await ProblemAsync(kind, known, cancelled);
        var earlier = await ReadAsync(kind, known, cancelled);
        statistics.Answered(kind, clock.GetElapsedTime(start), replayed: true);
        return earlier;
    }

    /// <summary>Posts commands as one batch, and reads every answer.</summary>
    /// <returns>The statuses of the lines, as they came.</returns>
    /// <exception cref="UnexpectedAnswerException">The batch was not taken.</exception>
    public async Task<IReadOnlyList<int>> SendBatchAsync(Staff staff, IReadOnlyList<BatchLine> lines, CancellationToken cancelled)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batches") { Headers = { Authorization = tokens.For(staff) } };
        request.Content = new StringContent(
            string.Concat(lines.Select(line => JsonSerializer.Serialize(line, Json) + "\n")),
            Encoding.UTF8,
            "application/x-ndjson"
        );
        using var answer = await http.SendAsync(request, cancelled);
        if (!answer.IsSuccessStatusCode)
            throw await ProblemAsync("batch", answer, cancelled);
        var text = await answer.Content.ReadAsStringAsync(cancelled);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["status"]!.GetValue<int>()),
        ];
    }

    /// <summary>Reads something to its last byte.</summary>
    /// <exception cref="UnexpectedAnswerException">It was not given.</exception>
    public async Task ReadAsync(string kind, Staff staff, string path, CancellationToken cancelled)
    {
        using var answer = await AskAsync(kind, () => Request(HttpMethod.Get, path, staff, null, null), cancelled);
        if (!answer.IsSuccessStatusCode)
            throw await ProblemAsync(kind, answer, cancelled);
    }

    private async Task<HttpResponseMessage> AskAsync(string kind, Func<HttpRequestMessage> request, CancellationToken cancelled)
    {
        try
        {
            return await retrying.ExecuteAsync(
                async stop =>
                {
                    using var message = request();
                    try
                    {
                        return await http.SendAsync(message, stop);
                    }
                    catch (TaskCanceledException slow) when (!stop.IsCancellationRequested)
                    {
                        throw new TimeoutException("No answer came in time.", slow);
                    }
                },
                cancelled
            );
        }
        catch (Exception failure) when (failure is HttpRequestException or TimeoutException)
        {
            throw new UnexpectedAnswerException(kind, 0, "no answer", failure.Message);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, Staff staff, string? key, object? body)
    {
        var request = new HttpRequestMessage(method, path) { Headers = { Authorization = tokens.For(staff) } };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (path.EndsWith("/correction", StringComparison.Ordinal))
        {
            // A made-up case is corrected by its own story alone: whatever is recorded is what the story put there.
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        }

        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        return request;
    }

    private static async Task<Outcome> ReadAsync(string kind, HttpResponseMessage answer, CancellationToken cancelled)
    {
        var view = await answer.Content.ReadFromJsonAsync<View>(Json, cancelled);
        return view is { Outcome: { } outcome, PersonId: { } person }
            ? new Outcome
            {
                Kind = outcome,
                PersonId = person,
                ApplicationNumber = view.ApplicationNumber,
                RegistrationNumber = view.RegistrationNumber,
                Reference = view.Reference,
            }
            : throw new UnexpectedAnswerException(kind, (int)answer.StatusCode, "unreadable answer", "no outcome or no person in it");
    }

    private static async Task<UnexpectedAnswerException> ProblemAsync(string kind, HttpResponseMessage answer, CancellationToken cancelled)
    {
        var text = await answer.Content.ReadAsStringAsync(cancelled);
        string? code = null;
        try
        {
            code = JsonNode.Parse(text)?["code"]?.GetValue<string>();
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Something other than the register answered; its text says more than a missing code.
        }

        return new UnexpectedAnswerException(kind, (int)answer.StatusCode, code ?? answer.StatusCode.ToString(), text);
    }

    private sealed record View(string? Outcome, string? PersonId, string? ApplicationNumber, string? RegistrationNumber, string? Reference);
}

/// <summary>A command of a batch.</summary>
internal sealed record BatchLine(string Key, string Path, object Body);

/// <summary>The register's answer to an accepted command, as far as the stories need it.</summary>
internal sealed record Outcome
{
    /// <summary>What became of it: <c>submitted</c>, <c>approved</c> …</summary>
    public required string Kind { get; init; }

    public required string PersonId { get; init; }

    public string? ApplicationNumber { get; init; }

    public string? RegistrationNumber { get; init; }

    /// <summary>Identifier of a transfer request or objection.</summary>
    public string? Reference { get; init; }
}

/// <summary>The register answered otherwise than the story expects.</summary>
/// <param name="request">The kind of request.</param>
/// <param name="status">The HTTP status; 0 when no answer came.</param>
/// <param name="code">The problem's code, or what was received instead.</param>
/// <param name="detail">For the person who investigates.</param>
internal sealed class UnexpectedAnswerException(string request, int status, string code, string detail)
    : Exception($"{request}: {status} {code} {detail}")
{
    public string Request { get; } = request;

    public int Status { get; } = status;

    public string Code { get; } = code;

    public string Detail { get; } = detail;
}
