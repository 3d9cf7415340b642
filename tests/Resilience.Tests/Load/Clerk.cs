using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Domain.Calendar;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;

namespace Grid.Resilience.Tests.Load;

/// <summary>
/// A clerk and the supervisor behind, who work on persons of their own in random order, one command after the other. An unknown outcome is
/// settled by repeating with the same key, or by asking for it first; now and then it is abandoned. So at the end it is known what
/// each person's journal must hold.
/// </summary>
internal sealed class Clerk : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly int number;
    private readonly Random random;
    private readonly Pausing pausing;
    private readonly HttpClient http;
    private readonly Dictionary<bool, AuthenticationHeaderValue> tokens;
    private readonly List<MadeUpPerson> mine = [];
    private long pendingSince;
    private long lastBad;
    private int serial;
    private int sent;

    public Clerk(int number, int persons, Uri address, DevelopmentTokens tokens, Pausing pausing, Random random)
    {
        (this.number, this.random, this.pausing) = (number, random, pausing);
        http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        this.tokens = new[] { false, true }.ToDictionary(
            supervisor => supervisor,
            supervisor => new AuthenticationHeaderValue(
                "Bearer",
                tokens.Issue(Caller(supervisor), supervisor ? "supervisor" : "clerk", MadeUpApplication.Office)
            )
        );
        while (mine.Count < persons)
            mine.Add(NewPerson());
    }

    /// <summary>All it ever knew, those left alone included.</summary>
    public List<MadeUpPerson> Persons { get; } = [];

    public List<Sample> Samples { get; } = [];

    /// <summary>Commands that were sent more than once.</summary>
    public int Retried { get; private set; }

    /// <summary>An answer that takes longer is not normal.</summary>
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>When something last failed or took long: now, if something does; 0 if never.</summary>
    public long LastBad =>
        Volatile.Read(ref pendingSince) is var since and not 0 && Stopwatch.GetElapsedTime(since) > Limit
            ? Stopwatch.GetTimestamp()
            : Volatile.Read(ref lastBad);

    /// <summary>Unexpected answers: 4xx to a command that is allowed.</summary>
    public List<string> Unexpected { get; } = [];

    public async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await pausing.EnterAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                await OneAsync();
            }
            finally
            {
                pausing.Leave();
            }

            await Wait.ForAsync(
                TimeSpan.FromMilliseconds(random.Next(TestSize.Pick(40, 10), TestSize.Pick(160, 60))),
                CancellationToken.None
            ); // What it is about are faults, not a full load.
        }
    }

    public void Dispose() => http.Dispose();

    private string Caller(bool supervisor) => supervisor ? $"supervisor-{number}" : $"clerk-{number}";

    private MadeUpPerson NewPerson()
    {
        var person = new MadeUpPerson(MadeUpApplication.Number((number * 5000) + serial++));
        Persons.Add(person);
        return person;
    }

    private async Task OneAsync()
    {
        var at = random.Next(mine.Count);
        var person = mine[at];
        var command = RandomCommands.Next(person, random, TimeProvider.System.Today()); // Midnight may come in a run.
        var key = $"{number}.{sent++}";
        for (var attempt = 1; ; attempt++)
        {
            if (attempt == 2)
                Retried++;
            var (status, body, wait) = await SendAsync(command, key);
            if (status is { } answered && (int)answered is >= 200 and < 300)
            {
                Take(person, command, key, JsonNode.Parse(body)!);
                return;
            }

            if (status is { } refused && (int)refused < 500 && refused != HttpStatusCode.TooManyRequests)
            {
                Unexpected.Add($"{command.Path}: {(int)refused} {body}");
                return;
            }

            if (attempt > 1 && random.Next(40) == 0)
            {
                person.Abandoned = (Caller(command.Supervisor), key, command.Events);
                mine[at] = NewPerson();
                return;
            }

            await Wait.ForAsync(wait, CancellationToken.None);
            if (random.Next(8) == 0 && await FindAsync(command, key) is { } found)
            {
                Take(person, command, key, found);
                return;
            }
        }
    }

    private void Take(MadeUpPerson person, Command command, string key, JsonNode answer)
    {
        person.Id = Guid.ParseExact((string)answer["personId"]!, "N");
        person.Application = (string?)answer["applicationNumber"] ?? person.Application;
        person.Registration = (string?)answer["registrationNumber"] ?? person.Registration;
        person.Step = command.StepAfter;
        person.Keys.Add((Caller(command.Supervisor), key));
        person.Events.AddRange(command.Events);
    }

    private async Task<(HttpStatusCode? Status, string Body, TimeSpan Wait)> SendAsync(Command command, string key)
    {
        var start = Stopwatch.GetTimestamp();
        Volatile.Write(ref pendingSince, start);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(command.Path, UriKind.Relative))
            {
                Content = new StringContent(command.Body.ToJsonString(), Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = tokens[command.Supervisor];
            request.Headers.Add("Idempotency-Key", key);
            using var response = await http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            Keep(start, KindOf(response.StatusCode, body));
            var wait = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(100);
            return (response.StatusCode, body, wait < LongestWait ? wait : LongestWait);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            Keep(start, SampleKind.Unknown);
            return (null, "", TimeSpan.FromMilliseconds(100));
        }
    }

    private void Keep(long start, SampleKind kind)
    {
        var sample = new Sample(start, Stopwatch.GetTimestamp(), kind);
        Samples.Add(sample);
        if (kind is SampleKind.TurnedAway or SampleKind.Unknown || sample.Took > Limit)
            Volatile.Write(ref lastBad, sample.End);
        Volatile.Write(ref pendingSince, 0);
    }

    private static SampleKind KindOf(HttpStatusCode status, string body) =>
        (int)status switch
        {
            < 300 => SampleKind.Answered,
            429 => SampleKind.TurnedAway,
            503 when body.Contains("\"unavailable\"", StringComparison.Ordinal) => SampleKind.TurnedAway,
            < 500 => SampleKind.Refused,
            _ => SampleKind.Unknown,
        };

    /// <summary>Asks what became of it; null when it is not known yet, or without an answer.</summary>
    private async Task<JsonNode?> FindAsync(Command command, string key)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/v1/commands/{key}", UriKind.Relative));
            request.Headers.Authorization = tokens[command.Supervisor];
            using var response = await http.SendAsync(request);
            return response.StatusCode == HttpStatusCode.OK ? JsonNode.Parse(await response.Content.ReadAsStringAsync()) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }
}
