using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Progress;

[Collection(OneHost.Name)]
public sealed class ProgressTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api anybody = new(host, null);

    [Fact]
    public async Task Three_labels_and_the_reason_in_words()
    {
        var number = People.Number();
        var receipt = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created)[
            "applicationNumber"
        ]!;
        var first = (await AskAsync(receipt, number)).Expect(HttpStatusCode.OK);
        Assert.Equal(("待审核", "Waiting"), (first["label"], first["labelEn"]));
        Assert.NotNull(first["due"]);
        Assert.Equal(Hosts.Api.Donghu, (string?)first.Json["office"]!["code"]);

        (
            await clerk.PostAsync($"/v1/applications/{receipt}/verifications", People.Check("outOfWork", "contradicted").ToJsonString())
        ).Expect(HttpStatusCode.OK);
        Assert.Equal("审核中", (await AskAsync(receipt, number))["label"]);
        (await clerk.PostAsync($"/v1/applications/{receipt}/refusal", new { reason = "4" })).Expect(HttpStatusCode.OK);
        var last = await AskAsync(receipt, number);
        Assert.Equal(("已审核", "notApproved", "经核实处于就业状态"), (last["label"], last["result"], last["notApprovedBecause"]));
    }

    [Fact]
    public async Task Unknown_and_mismatched_get_the_same_answer()
    {
        var number = People.Number();
        var receipt = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created)[
            "applicationNumber"
        ]!;
        var unknown = Grid.Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 1, 5), 77).Value;
        Answer[] answers =
        [
            await AskAsync(receipt, People.Number()),
            await AskAsync(unknown, number),
            await AskAsync(unknown, People.Number()),
        ];
        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.NotFound, "progress-not-found"));
        Assert.Single(answers.Select(answer => answer.Text.Replace(answer["traceId"]!, "", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task A_service_hall_behind_one_address_is_not_blocked()
    {
        var number = People.Number();
        var receipt = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created)[
            "applicationNumber"
        ]!;
        for (var i = 0; i < 30; i++)
        {
            (await AskAsync(receipt, number)).Expect(HttpStatusCode.OK);
            (
                await AskAsync(
                    Grid.Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 1, 6), 1000 + i).Value,
                    People.Number()
                )
            ).Expect(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Who_tries_out_receipts_is_slowed_down_and_the_person_is_not_locked_out()
    {
        var number = People.Number();
        var receipt = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created)[
            "applicationNumber"
        ]!;
        using var elsewhere = ClientOf(IPAddress.Parse("127.0.0.3"));
        using var person = ClientOf(IPAddress.Parse("127.0.0.2"));
        var volley = Enumerable
            .Range(0, 20)
            .Select(i =>
                AskAsync(
                    elsewhere,
                    Grid.Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 1, 7), 2000 + i).Value,
                    number
                )
            )
            .ToList();

        // Meanwhile, from where the person is.
        Assert.Equal(HttpStatusCode.OK, await AskAsync(person, receipt, number));
        var answers = await Task.WhenAll(volley);
        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests));
        Assert.InRange(answers.Count(answer => answer == HttpStatusCode.NotFound), 3, 10);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(person, receipt, number));
        Assert.Contains(host.Log.Lines, line => line.Contains("do not belong together", StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string receiptNumber, string identityNumber)
    {
        using var answer = await client.PostAsJsonAsync(
            new Uri("/v1/progress", UriKind.Relative),
            new { receiptNumber, identityNumber },
            TestContext.Current.CancellationToken
        );
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        return answer.StatusCode;
    }

    /// <summary>A client at another address of this machine.</summary>
    private HttpClient ClientOf(IPAddress address) =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (connect, cancelled) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(address, 0));
                    await socket.ConnectAsync(connect.DnsEndPoint, cancelled);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        )
        {
            BaseAddress = host.Address,
            Timeout = TimeSpan.FromMinutes(1),
        };

    private Task<Answer> AskAsync(string receiptNumber, string identityNumber) =>
        anybody.PostAsync("/v1/progress", new { receiptNumber, identityNumber });
}
