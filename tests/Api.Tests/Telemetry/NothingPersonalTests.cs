using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Grid.Api.Tests.Hosts;
using Grid.Testing;

namespace Grid.Api.Tests.Telemetry;

/// <summary>
/// Persons with known names and numbers go through everything, also where they have no business to be; then all spans, metrics and logs are
/// looked through for them.
/// </summary>
[Collection(AloneWithTelemetry.Name)]
public sealed class NothingPersonalTests(TelemetryHost host) : IClassFixture<TelemetryHost>
{
    private const string Name = "欧阳霁月";
    private const string Address = "赣江西路七十七弄";

    [Fact]
    public async Task No_name_and_no_number_is_in_a_span_a_metric_or_a_log()
    {
        var clerk = host.Clerk();
        var (number, telephone) = (People.Number(), People.Telephone());
        var submission = People.Submission(number, name: Name, telephone: telephone);
        submission["details"]!["address"] = Address;
        var (person, application, registration) = await People.RegisterAsync(clerk, submission);
        (await clerk.PostAsync("/v1/applications", submission.ToJsonString())).Expect(HttpStatusCode.Conflict);
        await host.HeldAsync(registration, "result", "registration");
        (await clerk.PostAsync("/v1/search", new { name = Name })).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);

        // Refused by the platform with words that quote the number, and broken answers.
        await host.FailAsync(new { errors = 1.0 });
        await People.RegisterAsync(clerk, People.Submission(name: Name, telephone: telephone));
        await host.UntilAsync(() => host.StateAsync()!, state => (string?)state["lastError"] is not null);
        await host.FailAsync(new { });

        // What offices should not send, and do.
        var problems = new List<string> { (await clerk.GetAsync($"/v1/persons/{number}")).Expect(HttpStatusCode.BadRequest).Text };
        await clerk.GetAsync($"/v1/persons/{person}?name={Uri.EscapeDataString(Name)}&telephone={telephone}");
        problems.Add((await clerk.GetAsync($"/v1/{number}")).Expect(HttpStatusCode.NotFound).Text);
        submission["unemployedOn"] = number;
        submission["name"] = Name + telephone;
        problems.Add((await clerk.PostAsync("/v1/applications", submission.ToJsonString())).Expect(HttpStatusCode.BadRequest).Text);
        problems.Add((await clerk.PostAsync("/v1/applications", $"{{\"name\":\"{Name}\",{number}")).Expect(HttpStatusCode.BadRequest).Text);
        await SendAsync(number, telephone, application, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        foreach (var trace in TracesThatAreNone(number, telephone))
            await SendAsync(number, telephone, application, trace);

        await ExportedAsync("traces", "platform upload", "/v1/persons/{person");
        await ExportedAsync("metrics", "grid.person.commands", "orleans-");
        await ExportedAsync("logs", "applications.approve");
        var metrics = (await new Hosts.Api(host, token: null).GetAsync("/metrics")).Expect(HttpStatusCode.OK).Text;
        string[] secrets =
        [
            Name,
            Name[..2],
            Uri.EscapeDataString(Name),
            Address,
            number,
            number[6..],
            telephone,
            telephone[3..],
            Password(),
        ];
        foreach (
            var (where, text) in (IEnumerable<(string, string)>)
                [
                    ("traces", host.Collector.Text("traces")),
                    ("metrics", host.Collector.Text("metrics")),
                    ("logs", host.Collector.Text("logs")),
                    ("/metrics", metrics),
                    ("log", string.Join('\n', host.Log.Lines)),
                    ("problems", string.Join('\n', problems)),
                    (
                        "identifiers of spans",
                        string.Join('\n', host.Spans.All().Select(span => $"{span.Id} {span.ParentId} {span.RootId}"))
                    ),
                ]
        )
        {
            Assert.True(text.Length > 500, $"{where}: {text}");
            foreach (var secret in secrets)
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{secret} is in the {where}: …{Around(text, secret)}…");
        }
    }

    private async Task ExportedAsync(string signal, params string[] texts)
    {
        foreach (var text in texts)
        {
            await Wait.UntilAsync(
                () => host.Collector.Text(signal).Contains(text, StringComparison.Ordinal),
                () =>
                    $"{text} is not among the {signal}, which have {host.Collector.Text(signal).Length} characters; spans: {string.Join(' ', host.Spans.All().Select(span => span.DisplayName).Distinct())}"
            );
        }
    }

    /// <summary>
    /// What a caller may send in place of a trace: text, an identifier of .NET's older kind, a wrong version, and the right form with the
    /// number in it.
    /// </summary>
    private static string[] TracesThatAreNone(string number, string telephone) =>
        [
            number,
            $"|{number}.{telephone}.",
            $"cc-{telephone}{new string('x', 21)}-b7ad6b7169203331-01",
            $"00-{number[..17]}z{telephone}abc-b7ad6b7169203331-01",
            .. number[^1] == 'X' ? Array.Empty<string>() : [$"00-0000000{number}0000000-b7ad6b7169203331-01"],
        ];

    /// <summary>By a plain socket: an HttpClient of this process would have figures and spans of its own with the Host header.</summary>
    private async Task SendAsync(string number, string telephone, string application, string trace)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port, cancellation);
        await using var stream = client.GetStream();
        string[] lines =
        [
            $"GET /v1/applications/{application} HTTP/1.1",
            $"Host: {number}",
            $"Authorization: Bearer {host.Token("clerk", Hosts.Api.Donghu)}",
            $"User-Agent: counter/{number}",
            $"baggage: person={number},telephone={telephone}",
            $"tracestate: office={number.ToLower(CultureInfo.InvariantCulture)}",
            $"traceparent: {trace}",
            $"Request-Id: |{number}.",
            $"Correlation-Context: person={number}",
            "Connection: close",
            "\r\n",
        ];
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)), cancellation);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(cancellation);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    private string Password() =>
        new Npgsql.NpgsqlConnectionStringBuilder(host.Database.ApplicationConnectionString).Password
        ?? throw new InvalidOperationException("The test's database has no password.");

    private static string Around(string text, string found)
    {
        var at = text.IndexOf(found, StringComparison.Ordinal);
        return at < 0 ? "" : text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)];
    }
}
