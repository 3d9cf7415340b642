using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Access;

/// <summary>
/// Who reveals, searches or claims too often gets 429, on the log and as a metric on which an alert is. What was counted elsewhere in the
/// cluster counts: here it is what the table holds.
/// </summary>
[Collection(OneHost.Name)]
public sealed class CallLimitTests(ApiHost host)
{
    /// <summary>Of <see cref="ApiHost"/>'s settings.</summary>
    private const int Limit = 100_000;

    private readonly string subject = "greedy-" + Guid.NewGuid().ToString("N");
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Theory]
    [InlineData("reveal", "persons.reveal")]
    [InlineData("search", "persons.search")]
    [InlineData("claim", "duties.claim")]
    public async Task The_call_after_the_last_is_rejected_recorded_and_counted(string kind, string operation)
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var greedy = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu, subject));
        await FillAsync(kind, Limit - 1);
        var limited = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Name == "grid.access.limited")
                it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (_, value, tags, _) =>
            {
                foreach (var tag in tags)
                    Interlocked.Add(ref limited, tag.Key == "kind" && (string?)tag.Value == kind ? value : 0);
            }
        );
        listener.Start();

        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await CallAsync(greedy, person, kind)).Status);
        Assert.Equal(0, Interlocked.Read(ref limited));
        var rejected = (await CallAsync(greedy, person, kind)).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-reads");
        Assert.InRange(int.Parse(rejected.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 3600);
        Assert.Equal(1, Interlocked.Read(ref limited));
        Assert.Equal(
            1L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE actor = $1 AND action = $2 AND outcome = 'limited' AND address = '127.0.0.1'",
                subject,
                operation
            )
        );

        // Others go on, and so do this caller's other calls.
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await CallAsync(clerk, person, kind)).Status);
        (await greedy.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(subject, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_cannot_be_tried_against_a_number()
    {
        var number = People.Number();
        var nanchang = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Nanchang));
        var (person, _, _) = await People.RegisterAsync(nanchang, People.Submission(number, name: "欧阳娜娜"));
        var greedy = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu, subject));
        await FillAsync("contradiction", new Grid.Api.Hosting.ApiOptions().ContradictionsPerHour - 1);

        var wrong = (await SubmitAsync(greedy, number, "司马小明")).ExpectProblem(HttpStatusCode.Conflict, "contradicts-record");
        Assert.Equal("identityNumber", wrong.Field());
        Assert.Equal(1L, await LoggedAsync("pairFailed", person));
        (await SubmitAsync(greedy, number, "司马小红")).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-reads");
        Assert.Equal(1L, await LoggedAsync("limited", person));

        // The right name looks the same now, and nothing is done.
        (await SubmitAsync(greedy, number, "欧阳娜娜")).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-reads");
        var asked = (await SubmitAsync(clerk, number, "欧阳娜娜")).Expect(HttpStatusCode.OK);
        Assert.Equal("transferRequested", asked["outcome"]);
        Assert.False(asked.Headers.ContainsKey("Idempotent-Replay"));
    }

    private static Task<Answer> SubmitAsync(Hosts.Api caller, string number, string name) =>
        caller.PostAsync("/v1/applications", People.Submission(number, name: name).ToJsonString());

    private Task<long> LoggedAsync(string outcome, string person) =>
        host.ScalarAsync<long>(
            "SELECT count(*) FROM access_log WHERE actor = $1 AND action = 'applications.submit' AND outcome = $2 AND $3 = ANY (person_ids)",
            subject,
            outcome,
            Guid.Parse(person)
        );

    private static Task<Answer> CallAsync(Hosts.Api caller, string person, string kind) =>
        kind switch
        {
            "reveal" => caller.PostAsync($"/v1/persons/{person}/reveal", """{"note":"核对本人证件"}"""),
            "search" => caller.PostAsync("/v1/search", new { name = "王小明" }),
            _ => caller.PostAsync($"/v1/persons/{person}/duties/firstContact/claim", new { hours = 1 }),
        };

    /// <summary>As if other processes had counted so many calls. In the slot of the newest call, whose number only the server knows.</summary>
    private async Task FillAsync(string kind, int calls)
    {
        var slot = TimeProvider.System.GetUtcNow().Ticks / TimeSpan.FromMinutes(10).Ticks;
        await host.ScalarAsync<object>(
            "INSERT INTO call_count (subject, kind, slot, counts) VALUES ($1, $2, $3, ARRAY[$4, 0, 0, 0, 0, 0])",
            subject,
            kind,
            slot,
            calls
        );
    }
}
