using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Grid.EndToEnd.Tests.Processes;
using Grid.Resilience.Tests.Load;
using Grid.Resilience.Tests.Running;
using Grid.Resilience.Tests.Tables;
using Grid.Testing;

namespace Grid.Resilience.Tests;

/// <summary>
/// Ten times the normal load at once: what cannot be done soon is turned away at once with 429 and Retry-After, memory stays bounded, and
/// afterwards all is as before.
/// </summary>
public sealed class BurstTests
{
    /// <summary>Clients at work at the same time.</summary>
    private static readonly int Normal = TestSize.Pick(small: 12, full: 48);

    private const long MostGrowth = 400L * 1024 * 1024;

    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        // As many places in each API process as the normal load needs: a test machine cannot send ten times what the real
        // limits allow.
        ["Grid__Api__Concurrency"] = $"{Normal / 3}",
        ["Grid__Api__Queue"] = $"{Normal * 2 / 3}",
    };

    [Fact]
    public async Task A_burst_is_turned_away_before_queues_grow()
    {
        var test = TestContext.Current.CancellationToken;
        await using var cluster = await Cluster.StartAsync(new ClusterPlan { Silos = 1, Variables = Variables }, test);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = cluster.Address, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            cluster.Home.Tokens.Issue("clerk", "clerk", MadeUpApplication.Office)
        );

        var before = await SendAsync(http, clients: Normal, each: 4, first: 0, test);
        var memory = Memory(cluster);
        var burst = await SendAsync(http, clients: Normal * 10, each: TestSize.Pick(4, 40), first: 100_000, test);
        var grown = Memory(cluster) - memory;
        var after = await SendAsync(http, clients: Normal, each: 4, first: 500_000, test);
        await FaultTable.PublishAsync(
            "burst",
            $"normal: {Text(before)}\nten times: {Text(burst)}; memory of silo and API processes grew by {grown / 1024 / 1024} MB\nnormal again: {Text(after)}\n"
        );

        Assert.All(burst, answer =>
            Assert.True(
                answer is { Status: HttpStatusCode.Created } or { Status: HttpStatusCode.TooManyRequests, RetryAfter: true },
                $"{answer}"
            )
        );
        Assert.Contains(burst, answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.Contains(burst, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(after, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.InRange(grown, long.MinValue, MostGrowth);
    }

    private static long Memory(Cluster cluster) => cluster.Silos.Concat(cluster.Apis).Sum(member => member.Process.Resident);

    private static string Text(IReadOnlyCollection<Answer> answers)
    {
        var took = answers
            .Where(answer => answer.Status == HttpStatusCode.Created)
            .Select(answer => answer.Took.TotalMilliseconds)
            .Order()
            .ToArray();
        var away = answers
            .Where(answer => answer.Status != HttpStatusCode.Created)
            .Select(answer => answer.Took.TotalMilliseconds)
            .Order()
            .ToArray();
        return $"{took.Length} done (median {took.ElementAtOrDefault(took.Length / 2):0} ms, longest {took.LastOrDefault():0} ms), {away.Length} turned away (median {away.ElementAtOrDefault(away.Length / 2):0} ms)";
    }

    private static async Task<IReadOnlyCollection<Answer>> SendAsync(
        HttpClient http,
        int clients,
        int each,
        int first,
        CancellationToken test
    )
    {
        var answers = new ConcurrentBag<Answer>();
        await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(client =>
                    Task.Run(
                        async () =>
                        {
                            for (var i = 0; i < each; i++)
                            {
                                var serial = first + (client * each) + i;
                                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/applications", UriKind.Relative))
                                {
                                    Content = new StringContent(
                                        MadeUpApplication.Submit(MadeUpApplication.Number(serial)).ToJsonString(),
                                        Encoding.UTF8,
                                        "application/json"
                                    ),
                                };
                                request.Headers.Add("Idempotency-Key", $"burst.{serial}");
                                var start = Stopwatch.GetTimestamp();
                                using var response = await http.SendAsync(request, test);
                                answers.Add(
                                    new Answer(
                                        response.StatusCode,
                                        response.Headers.RetryAfter is not null,
                                        Stopwatch.GetElapsedTime(start)
                                    )
                                );
                            }
                        },
                        test
                    )
                )
        );
        return answers;
    }

    private sealed record Answer(HttpStatusCode Status, bool RetryAfter, TimeSpan Took);
}
