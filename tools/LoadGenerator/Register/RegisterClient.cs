using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using Grid.Client;
using Grid.Client.Generated.Models;
using Grid.LoadGenerator.Measuring;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;
using Polly.Timeout;

namespace Grid.LoadGenerator.Register;

/// <summary>Sends a command with the client of one account.</summary>
/// <param name="with">Sets the key; to be handed on to the operation.</param>
internal delegate Task<CommandView?> SendCommand(
    GridClient grid,
    Action<RequestConfiguration<DefaultQueryParameters>> with,
    CancellationToken cancelled
);

/// <summary>
/// Sends commands to the register for many accounts, each under its key, until they are answered, and counts them. Safe for several threads.
/// </summary>
/// <param name="url">Where the register is.</param>
/// <param name="transport">What sends; closed with this.</param>
internal sealed class RegisterClient(
    Uri url,
    HttpMessageHandler transport,
    StaffTokens tokens,
    RequestStatistics statistics,
    TimeProvider clock
) : IDisposable
{
    private const string KeyReused = "idempotency-key-reused";
    private const string KeyHeader = "Idempotency-Key";

    private readonly GridClient grid = GridClient.Create(
        url,
        token: null,
        new GridClientOptions
        {
            MostRepeats = 10,
            LongestDelay = TimeSpan.FromSeconds(10),
            Patience = TimeSpan.FromSeconds(60),
            Timeout = Timeout.InfiniteTimeSpan,
            Clock = clock,
            Repeating = statistics.Retried,
        },
        transport
    );

    private readonly ConcurrentDictionary<Staff, GridClient> accounts = new();

    /// <summary>That many connections at most.</summary>
    public static HttpMessageHandler Transport(int connections) =>
        new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            UseProxy = false,
            UseCookies = false,
        };

    /// <summary>
    /// Sends a command. Where the key was used on an earlier day (the same person, other dates), the answer is what became of it then.
    /// </summary>
    /// <exception cref="UnexpectedAnswerException">It was not accepted.</exception>
    public async Task<CommandView> SendAsync(string kind, Staff staff, string key, SendCommand command, CancellationToken cancelled)
    {
        var account = accounts.GetOrAdd(staff, one => grid.As(_ => ValueTask.FromResult(tokens.For(one).Parameter!)));
        var headers = new HeadersInspectionHandlerOption { InspectResponseHeaders = true };
        var start = clock.GetTimestamp();
        var replayed = true;
        CommandView? view;
        try
        {
            view = await AskAsync(kind, () => command(account, With, cancelled), cancelled);
            replayed = headers.ResponseHeaders.ContainsKey("Idempotent-Replay");
        }
        catch (UnexpectedAnswerException refused) when (refused.Code == KeyReused)
        {
            view = await AskAsync(kind, () => account.V1.Commands[key].GetAsync(cancellationToken: cancelled), cancelled);
        }

        if (view is not { Outcome: not null, PersonId: not null })
            throw new UnexpectedAnswerException(kind, 200, "unreadable answer", "no outcome or no person in it");
        statistics.Answered(kind, clock.GetElapsedTime(start), replayed);
        return view;

        void With(RequestConfiguration<DefaultQueryParameters> request)
        {
            request.Headers.Add(KeyHeader, key);
            request.Options.Add(headers);
        }
    }

    /// <summary>
    /// Posts a command as it is, to measure the register: nothing is made of the answer, which would cost the cores that they share.
    /// </summary>
    /// <exception cref="UnexpectedAnswerException">It was not accepted.</exception>
    public Task PostAsync(string kind, Staff staff, string path, string key, string body, CancellationToken cancelled)
    {
        var request = Request(HttpMethod.Post, path, staff);
        request.Headers.Add(KeyHeader, key);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return TextAsync(kind, request, cancelled);
    }

    /// <summary>Reads something to its last byte, and makes nothing of it.</summary>
    /// <exception cref="UnexpectedAnswerException">It was not given.</exception>
    public Task ReadAsync(string kind, Staff staff, string path, CancellationToken cancelled) =>
        TextAsync(kind, Request(HttpMethod.Get, path, staff), cancelled);

    /// <summary>Posts commands as one batch, and reads every answer.</summary>
    /// <returns>The statuses of the lines, as they came.</returns>
    /// <exception cref="UnexpectedAnswerException">The batch was not taken.</exception>
    public async Task<IReadOnlyList<int>> SendBatchAsync(Staff staff, IReadOnlyList<BatchLine> lines, CancellationToken cancelled)
    {
        var request = Request(HttpMethod.Post, "/v1/batches", staff);
        request.Content = new StringContent(
            string.Concat(lines.Select(line => $$"""{"key":"{{line.Key}}","path":"{{line.Path}}","body":{{line.Body}}}""" + "\n")),
            Encoding.UTF8,
            "application/x-ndjson"
        );
        var text = await TextAsync("batch", request, cancelled);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(StatusOf)];
    }

    public void Dispose() => grid.Dispose();

    private static int StatusOf(string line)
    {
        using var answer = JsonDocument.Parse(line);
        return answer.RootElement.GetProperty("status").GetInt32();
    }

    private HttpRequestMessage Request(HttpMethod method, string path, Staff staff) =>
        new(method, path) { Headers = { Authorization = tokens.For(staff) } };

    private Task<string> TextAsync(string kind, HttpRequestMessage request, CancellationToken cancelled) =>
        AskAsync(
            kind,
            async () =>
            {
                using (request)
                {
                    using var answer = await grid.Http.SendAsync(request, cancelled);
                    var text = await answer.Content.ReadAsStringAsync(cancelled);
                    return answer.IsSuccessStatusCode
                        ? text
                        : throw new UnexpectedAnswerException(kind, (int)answer.StatusCode, answer.StatusCode.ToString(), text);
                }
            },
            cancelled
        );

    /// <summary>A value of a list as the register writes it; empty for one that this client does not know.</summary>
    private static string AsSent<TEnum>(TEnum? value)
        where TEnum : struct, Enum =>
        value is { } one && typeof(TEnum).GetField(one.ToString())?.GetCustomAttribute<EnumMemberAttribute>()?.Value is { } sent
            ? sent
            : "";

    private static async Task<T> AskAsync<T>(string kind, Func<Task<T>> ask, CancellationToken cancelled)
    {
        try
        {
            return await ask();
        }
        catch (ProblemBody problem)
        {
            var fields = string.Concat(problem.Errors?.Select(error => $" {error.Field} {AsSent(error.Code)}") ?? []);
            throw new UnexpectedAnswerException(kind, problem.ResponseStatusCode, AsSent(problem.Code), problem.Detail + fields);
        }
        catch (ApiException other)
        {
            throw new UnexpectedAnswerException(kind, other.ResponseStatusCode, "no problem", other.Message);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or TimeoutRejectedException
                || (failure is TaskCanceledException && !cancelled.IsCancellationRequested)
            )
        {
            throw new UnexpectedAnswerException(kind, 0, "no answer", failure.Message);
        }
    }
}

/// <summary>A command of a batch.</summary>
/// <param name="Body">Its JSON.</param>
internal sealed record BatchLine(string Key, string Path, string Body);

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
