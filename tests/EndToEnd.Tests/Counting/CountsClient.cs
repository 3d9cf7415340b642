using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Grid.Domain.Counting;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Counting;

/// <summary>A statistician, and the province's supervisor, over REST.</summary>
internal sealed class CountsClient : IDisposable
{
    private const string ProvinceOffice = "36000001";
    private const int Attempts = 5;

    private readonly HttpClient statistician;
    private readonly HttpClient supervisor;

    public CountsClient(Uri address, DevelopmentTokens tokens)
    {
        statistician = Http(address, tokens.Issue("statistician", "statistician", ""));
        supervisor = Http(address, tokens.Issue("supervisor", "supervisor", ProvinceOffice));
    }

    public Task<JsonNode> LiveAsync(CountingPeriod period, string region, CancellationToken cancelled) =>
        GetAsync($"/v1/counts/{region}?period={period}", cancelled);

    public async Task<JsonNode> ReportAsync(CountingPeriod period, string region, CancellationToken cancelled) =>
        await GetAsync($"/v1/reports/{period}/{region}/export?format=json", cancelled);

    /// <summary>The figures of the CSV by their keys.</summary>
    public async Task<Dictionary<string, string>> CsvAsync(CountingPeriod period, string region, CancellationToken cancelled)
    {
        var text = await statistician.GetStringAsync(
            new Uri($"/v1/reports/{period}/{region}/export?format=csv&lang=en", UriKind.Relative),
            cancelled
        );

        // The key is the first field and never quoted; the figure is the fourth, after two texts that hold no comma in these rows' English.
        return text.Split('\n')
            .Select(line => line.TrimEnd('\r').Split(','))
            .Where(fields => fields.Length == 8 && fields[0].StartsWith("urban/", StringComparison.Ordinal))
            .ToDictionary(fields => fields[0], fields => fields[3], StringComparer.Ordinal);
    }

    /// <summary>Recounts the province; the result with the figures of the period.</summary>
    public async Task<JsonNode> RecountAsync(CountingPeriod period, CancellationToken cancelled)
    {
        var started = await SendAsync(HttpMethod.Post, "/v1/counts/360000/recount", null, cancelled);
        Assert.Equal(HttpStatusCode.Accepted, started.Status);
        while (true)
        {
            var answer = await GetAsync($"/v1/counts/360000/recount?period={period}", cancelled);
            if (answer["running"] is null)
            {
                Assert.Null(answer["failed"]);
                return answer["latest"]!.AsArray()[0]!;
            }

            await Wait.ForAsync(TimeSpan.FromMilliseconds(100), cancelled);
        }
    }

    /// <summary>Every check of the report; all pass.</summary>
    public async Task CheckAsync(CountingPeriod period, string region, CancellationToken cancelled)
    {
        if ((string?)(await GetAsync($"/v1/reports/{period}/{region}", cancelled))["status"] == "submitted")
            return;
        var (status, answer) = await SendAsync(HttpMethod.Post, $"/v1/reports/{period}/{region}/check", null, cancelled);
        Assert.True(status == HttpStatusCode.OK, answer?.ToJsonString());
        while ((bool?)answer!["checking"] == true)
        {
            await Wait.ForAsync(TimeSpan.FromMilliseconds(100), cancelled);
            answer = await GetAsync($"/v1/reports/{period}/{region}", cancelled);
        }

        Assert.True((bool?)answer["check"]?["passed"] == true, answer["check"]?.ToJsonString());
    }

    /// <summary>Enters a denominator, checks the report and submits it.</summary>
    public async Task SubmitAsync(CountingPeriod period, string region, CancellationToken cancelled)
    {
        var denominator = new JsonObject
        {
            ["urbanEmployed"] = 19_000_000,
            ["source"] = "省统计局",
            ["asOf"] = $"{period.Last:yyyy-MM-dd}",
            ["estimatedFromYearEnd"] = false,
        };
        var (put, answer) = await SendAsync(HttpMethod.Put, $"/v1/denominators/{period}/{region}", denominator, cancelled);
        Assert.True(put is HttpStatusCode.OK or HttpStatusCode.Created, answer?.ToJsonString());
        await CheckAsync(period, region, cancelled);
        var (submitted, told) = await SendAsync(HttpMethod.Post, $"/v1/reports/{period}/{region}/submission", [], cancelled);
        Assert.True(submitted == HttpStatusCode.Created, told?.ToJsonString());
    }

    /// <summary>Ends registrations of an earlier period with days of its own; every third exit is taken back again.</summary>
    public async Task ExitLateAsync(CountingPeriod closed, int count, CancellationToken cancelled)
    {
        var done = await ExitAsync(closed, closed.Last, count, cancelled);
        Assert.True(done >= 3, $"Only {done} late exits.");
    }

    /// <summary>
    /// Ends registrations that were new in a period, up to so many; every third exit is taken back again. How many there were.
    /// </summary>
    public async Task<int> ExitAsync(CountingPeriod registeredIn, DateOnly on, int count, CancellationToken cancelled)
    {
        var done = 0;
        string? cursor = null;
        do
        {
            var page = await GetAsync(
                $"/v1/counts/360000/persons?period={registeredIn}&measure=new&pageSize=200{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}",
                cancelled
            );
            foreach (var item in page["items"]!.AsArray())
            {
                if (done == count)
                    return done;
                if (await ExitAsync(item!, on, takenBack: done % 3 == 2, cancelled))
                    done++;
            }

            cursor = (string?)page["next"];
        } while (cursor is not null);
        return done;
    }

    public void Dispose()
    {
        statistician.Dispose();
        supervisor.Dispose();
    }

    /// <summary>False when this one's story has ended otherwise.</summary>
    private async Task<bool> ExitAsync(JsonNode item, DateOnly on, bool takenBack, CancellationToken cancelled)
    {
        var exit = new JsonObject
        {
            ["reason"] = "11",
            ["on"] = $"{on:yyyy-MM-dd}",
            ["evidence"] = new JsonObject { ["basis"] = "1", ["note"] = "本人告知" },
        };
        var (status, exited) = await SendAsync(HttpMethod.Post, $"/v1/persons/{item["person"]}/exit", exit, cancelled, supervisor);
        if (status != HttpStatusCode.OK)
            return false;
        if (!takenBack)
            return true;
        var back = new JsonObject
        {
            ["registrationNumber"] = (string?)exited!["registrationNumber"], // Of a person who came back it is not the one of the list.
            ["evidence"] = new JsonObject { ["basis"] = "3", ["note"] = "误登记" },
        };
        var (revoked, answer) = await SendAsync(
            HttpMethod.Post,
            $"/v1/persons/{item["person"]}/exit-revocation",
            back,
            cancelled,
            supervisor
        );
        Assert.True(revoked == HttpStatusCode.OK, answer?.ToJsonString());
        return true;
    }

    private static HttpClient Http(Uri address, string token)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private async Task<JsonNode> GetAsync(string path, CancellationToken cancelled)
    {
        var client = path.Contains("/persons?", StringComparison.Ordinal) ? supervisor : statistician;
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), cancelled);
        var text = await response.Content.ReadAsStringAsync(cancelled);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>
    /// On a busy machine an outcome may be unknown, or a place in the queue missing: then the same is sent again with its key, as the API's
    /// description says.
    /// </summary>
    private async Task<(HttpStatusCode Status, JsonNode? Answer)> SendAsync(
        HttpMethod method,
        string path,
        JsonObject? body,
        CancellationToken cancelled,
        HttpClient? by = null
    )
    {
        var key = Guid.NewGuid().ToString();
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
            {
                Content = body is null ? null : JsonContent.Create(body),
            };
            request.Headers.Add("Idempotency-Key", key);
            using var response = await (by ?? statistician).SendAsync(request, cancelled);
            var text = await response.Content.ReadAsStringAsync(cancelled);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == Attempts)
                return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
            await Wait.ForAsync(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancelled);
        }
    }
}
