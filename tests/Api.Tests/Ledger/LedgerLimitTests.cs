using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Ledger;

/// <summary>A host whose exports may have two persons, one in full.</summary>
public sealed class SmallExportsHost : ApiHost
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Grid:Api:ExportPersons"] = "2",
            ["Grid:Api:ExportPersonsInFull"] = "1",
            ["Grid:Api:ExportsPerHour"] = "4",
        };
}

/// <summary>An export of too many, and one whose reader went away.</summary>
public sealed class LedgerLimitTests(SmallExportsHost host) : IClassFixture<SmallExportsHost>
{
    private const string Reason = "社区月度走访";

    [Fact]
    public async Task More_persons_than_allowed_are_refused_before_anything_is_read_and_cost_no_export()
    {
        var clerk = Caller("clerk");
        var numbers = Enumerable.Range(0, 3).Select(_ => People.Number()).ToArray();
        foreach (var number in numbers)
            await People.RegisterAsync(clerk, People.Submission(number));
        for (var i = 0; i < 5; i++)
        {
            var refused = (await clerk.PostAsync(LedgerFile.Path, new { note = Reason })).ExpectProblem(
                HttpStatusCode.UnprocessableEntity,
                "export-too-large"
            );
            Assert.Equal("2", (string?)refused.Json["errors"]![0]!["atMost"]);
        }

        var list = (await clerk.PostAsync("/v1/person-lists", new { name = "名单", numbers })).Expect(HttpStatusCode.Created)["id"]!;
        (await clerk.PostAsync(LedgerFile.Path, new { list, note = Reason })).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "export-too-large"
        );
        var two = (await clerk.PostAsync("/v1/person-lists", new { name = "名单", numbers = numbers[1..] })).Expect(HttpStatusCode.Created)[
            "id"
        ]!;
        var full = (
            await Caller("supervisor")
                .PostAsync(
                    LedgerFile.Path,
                    new
                    {
                        list = two,
                        note = Reason,
                        full = true,
                    }
                )
        ).ExpectProblem(HttpStatusCode.UnprocessableEntity, "export-too-large");
        Assert.Equal("1", (string?)full.Json["errors"]![0]!["atMost"]);
        Assert.Equal(0L, await LoggedAsync(Hosts.Api.Donghu));

        var file = await LedgerFile.DownloadAsync(host, Token("clerk"), new { list = two, note = Reason });
        Assert.Equal(4, file.Read().Ledger.Count);
        Assert.Equal(1L, await LoggedAsync(Hosts.Api.Donghu));
    }

    /// <summary>Whoever breaks the transfer off may have read all of it: it is on the log as one that was read to its end.</summary>
    [Fact]
    public async Task An_export_that_its_reader_breaks_off_is_on_the_log()
    {
        const string office = "36070301";
        await People.RegisterAsync(Caller("clerk", office), People.Submission());
        using var request = new HttpRequestMessage(HttpMethod.Post, LedgerFile.Path)
        {
            Content = new StringContent(JsonSerializer.Serialize(new { note = Reason }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token("clerk", office));
        using (
            var response = await host.Client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                TestContext.Current.CancellationToken
            )
        )
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(1L, await LoggedAsync(office));
    }

    private Hosts.Api Caller(string role, string office = Hosts.Api.Donghu) => new(host, Token(role, office));

    private string Token(string role, string office = Hosts.Api.Donghu) => host.Token(role, office, $"limited-{role}-{office}");

    private Task<long> LoggedAsync(string office) =>
        host.ScalarAsync<long>(
            "SELECT count(*) FROM access_log WHERE action = 'ledger.export' AND outcome = 'shown' AND starts_with(actor, 'limited-') AND actor LIKE '%' || $1",
            office
        );
}
