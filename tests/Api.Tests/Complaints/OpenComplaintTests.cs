using System.Globalization;
using System.Net;
using Grid.Api.Tests.Hosts;
using Grid.Api.Tests.Policies;
using Grid.Domain.Calendar;

namespace Grid.Api.Tests.Complaints;

/// <summary>Complaints of persons who have no case: whoever was sent away at a counter has no receipt.</summary>
[Collection(OneHost.Name)]
public sealed class OpenComplaintTests(ApiHost host)
{
    private const string Path = "/v1/open-complaints";
    private const string Words = "窗口要求提供离职证明,否则不予受理";
    private const string Contact = "13900139777";

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Donghu));
    private readonly Hosts.Api city = new(host, host.Token("supervisor", Hosts.Api.Nanchang));
    private readonly Hosts.Api elsewhere = new(host, host.Token("supervisor", "36042401"));
    private readonly Hosts.Api anyone = new(host, null);

    [Fact]
    public async Task Who_was_sent_away_complains_without_a_receipt_and_the_office_above_answers()
    {
        var body = new
        {
            kind = "1",
            office = Hosts.Api.Donghu,
            text = Unique(),
            contact = Contact,
        };
        var before = await RaisedAsync();
        var raised = (await anyone.PostAsync(Path, body)).Expect(HttpStatusCode.OK);
        var number = raised["complaint"]!;
        Assert.Equal(before + 1, await RaisedAsync());
        Assert.Equal(number, (await anyone.PostAsync(Path, body)).Expect(HttpStatusCode.OK)["complaint"]);
        Assert.Equal("open", (await anyone.PostAsync(Path + "/answer", new { complaint = number })).Expect(HttpStatusCode.OK)["status"]);

        // Only the office above sees it: neither the one complained of, nor one elsewhere; and the list has no words.
        var at = $"{Path}/{number}";
        foreach (var other in (Hosts.Api[])[clerk, supervisor, elsewhere])
        {
            (await other.GetAsync(at)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
            (await other.PostAsync(at + "/answer", new { wellFounded = true, text = "属实" })).ExpectProblem(
                HttpStatusCode.NotFound,
                "not-found"
            );
            Assert.DoesNotContain(number, (await other.GetAsync(Path)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        }

        var list = (await city.GetAsync(Path + "?pageSize=200")).Expect(HttpStatusCode.OK);
        Assert.Contains(number, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Contact, list.Text, StringComparison.Ordinal);
        var read = (await city.GetAsync(at)).Expect(HttpStatusCode.OK);
        Assert.Equal((body.text, Contact), (read["text"], read["contact"]));
        Assert.Equal(
            1L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'open-complaints.read' AND filter LIKE '%' || $1",
                number
            )
        );

        var answer = new { wellFounded = true, text = "已责令改正" };
        (await city.PostAsync(at + "/answer", answer)).Expect(HttpStatusCode.Accepted);
        (await city.PostAsync(at + "/answer", answer)).ExpectProblem(HttpStatusCode.NotFound, "unknown-complaint");
        var told = (await anyone.PostAsync(Path + "/answer", new { complaint = number })).Expect(HttpStatusCode.OK);
        Assert.Equal(("wellFounded", "已责令改正"), (told["status"], told["answer"]));
        Assert.Contains(
            number,
            (await city.GetAsync(Path + "?status=over&pageSize=200")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
    }

    /// <summary>Of this office and kind today, in the figures.</summary>
    private async Task<long> RaisedAsync()
    {
        var today = ChinaTime.DateOf(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return (await city.GetAsync($"/v1/complaints/figures?from={today}&to={today}")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .Where(one => (string?)one!["office"] == Hosts.Api.Donghu && (string?)one["kind"] == "1")
            .Sum(one => (long)one!["raised"]!);
    }

    [Fact]
    public async Task Words_and_contact_are_sealed_and_in_no_log()
    {
        var text = Unique();
        var raised = (
            await anyone.PostAsync(
                Path,
                new
                {
                    kind = "3",
                    office = Hosts.Api.Donghu,
                    text,
                    contact = Contact,
                }
            )
        ).Expect(HttpStatusCode.OK);
        var row = await host.ScalarAsync<string>(
            "SELECT c::text || encode(content, 'escape') FROM open_complaint AS c WHERE id = $1",
            raised["complaint"]!
        );
        Assert.DoesNotContain(Contact, row, StringComparison.Ordinal);
        Assert.DoesNotContain(text, row, StringComparison.Ordinal);
        Assert.All(host.Log.Lines, line => Assert.DoesNotContain(Contact, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_a_number_cannot_be_guessed()
    {
        (
            await anyone.PostAsync(
                Path,
                new
                {
                    kind = "77",
                    office = Hosts.Api.Donghu,
                    text = Words,
                }
            )
        ).ExpectField("kind", "notInList");
        (await anyone.PostAsync(Path, new { kind = "1", text = Words })).ExpectField("office", "required");
        (
            await anyone.PostAsync(
                Path,
                new
                {
                    kind = "1",
                    office = "99999999",
                    text = Words,
                }
            )
        ).ExpectProblem(HttpStatusCode.BadRequest, "unknown-office");
        (
            await anyone.PostAsync(
                Path,
                new
                {
                    kind = "1",
                    office = Hosts.Api.Donghu,
                    text = Words,
                    contact = new string('1', 101),
                }
            )
        ).ExpectField("contact", "tooLong");
        (await anyone.PostAsync(Path + "/answer", new { complaint = "TK20261201-0000000000000000" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "unknown-complaint"
        );
        (await city.GetAsync(Path + "?status=x")).ExpectField("query.status", "notInList");
        (await anyone.GetAsync(Path)).ExpectProblem(HttpStatusCode.Unauthorized, "not-authenticated");
    }

    /// <summary>Without digits, which are masked.</summary>
    private static string Unique() => Words + string.Concat(Guid.NewGuid().ToString("N").Where(char.IsAsciiLetter));
}
