using System.Net;
using Grid.Api.Tests.Hosts;
using Grid.Grains.Interfaces.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Notices;

[Collection(OneHost.Name)]
public sealed class NoticeTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api other = new(host, host.Token("clerk", Hosts.Api.Nanchang));
    private readonly Hosts.Api gateway = new(host, host.Token("delivery-gateway", subject: "sms-gateway"));

    [Fact]
    public async Task A_message_that_was_not_delivered_is_on_the_office_s_list_until_it_is_sent_again()
    {
        var (person, _, gatewayId) = await SentAsync();
        (await ReportAsync(gatewayId, delivered: false, "absent subscriber 13800000000")).Expect(HttpStatusCode.NoContent);
        var line = await LineAsync(person);
        Assert.NotNull(line);
        Assert.Contains("absent subscriber", (string?)line["error"], StringComparison.Ordinal);
        Assert.DoesNotContain("13800000000", line.ToJsonString(), StringComparison.Ordinal);
        var listed = (await clerk.GetAsync("/v1/notices/undelivered?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .Count;
        var counted = (long)(await clerk.GetAsync("/v1/worklists")).Expect(HttpStatusCode.OK).Json["undeliveredNotices"]!["count"]!;
        Assert.Equal(listed, counted);
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'notices.undelivered' AND $1::uuid = ANY(person_ids)",
                person
            ) >= 1
        );

        (await other.PostAsync((string)line["retry"]!, null)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        var key = Guid.NewGuid().ToString();
        (await clerk.PostAsync((string)line["retry"]!, null, key)).Expect(HttpStatusCode.Accepted);
        Assert.Null(await LineAsync(person));
        Assert.Equal(
            "true",
            (await clerk.PostAsync((string)line["retry"]!, null, key)).Expect(HttpStatusCode.Accepted).Headers["Idempotent-Replay"]
        );
        (await clerk.PostAsync("/v1/notices/2147483647/retry", null, key)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "idempotency-key-reused"
        );
        Assert.Equal(
            1,
            await host.ScalarAsync<int>(
                "SELECT round FROM notice WHERE id = $1::bigint UNION ALL SELECT round FROM notice_sent WHERE id = $1::bigint",
                (string)line["id"]!
            )
        );
        (await clerk.PostAsync((string)line["retry"]!, null)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_person_reads_the_messages_and_whether_they_were_delivered()
    {
        var (person, number, gatewayId) = await SentAsync();
        (await ReportAsync(gatewayId, delivered: true)).Expect(HttpStatusCode.NoContent);
        var receipt = await host.ScalarAsync<string>("SELECT number FROM application WHERE person_id = $1::uuid", person);
        var inbox = (
            await new Hosts.Api(host, null).PostAsync("/v1/inbox", new { receiptNumber = receipt, identityNumber = number })
        ).Expect(HttpStatusCode.OK);
        var messages = inbox.Json["messages"]!.AsArray();
        Assert.Contains(messages, message => (bool?)message!["delivered"] == true && ((string?)message["text"])!.Length > 0);
        Assert.DoesNotContain(number, inbox.Text, StringComparison.Ordinal);
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'inbox.read' AND $1::uuid = ANY(person_ids)",
                person
            ) == 1
        );
    }

    [Fact]
    public async Task A_report_names_what_is_wrong_with_it()
    {
        var answer = (
            await gateway.PostAsync("/v1/gateway/delivery-reports", new { delivered = false, at = "2199-01-01T00:00:00Z" })
        ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(
            ["at", "gatewayId", "note"],
            answer.Json["errors"]!.AsArray().Select(error => (string)error!["field"]!).Order(StringComparer.Ordinal)
        );
        (await ReportAsync("never-given", delivered: true)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (
            await clerk.PostAsync(
                "/v1/gateway/delivery-reports",
                new
                {
                    gatewayId = "x",
                    delivered = true,
                    at = "2026-01-01T00:00:00Z",
                }
            )
        ).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
    }

    /// <summary>
    /// The gateway's clock may be ahead by the tolerance (5 minutes): the report counts as of now. Further ahead it is refused, and nothing
    /// is stored.
    /// </summary>
    [Fact]
    public async Task A_report_by_a_clock_that_is_a_little_ahead_counts_as_of_now()
    {
        var (_, _, gatewayId) = await SentAsync();
        var before = TimeProvider.System.GetUtcNow();
        var refused = (await ReportAsync(gatewayId, delivered: true, at: before.AddMinutes(8))).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.Equal(("at", "outOfRange"), (refused.Field(), (string?)refused.Json["errors"]![0]!["code"]));
        Assert.Equal(
            0,
            await host.ScalarAsync<long>("SELECT count(*) FROM notice_sent WHERE gateway_id = $1 AND delivered IS NOT NULL", gatewayId)
        );

        (await ReportAsync(gatewayId, delivered: true, at: before.AddMinutes(4))).Expect(HttpStatusCode.NoContent);
        var reported = await host.ScalarAsync<DateTime>(
            "SELECT reported_at FROM notice_sent WHERE gateway_id = $1 AND delivered",
            gatewayId
        );
        Assert.InRange(reported, before.UtcDateTime.AddMilliseconds(-1), TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task What_is_no_message_is_not_sent_again(string id) =>
        (await clerk.PostAsync($"/v1/notices/{id}/retry", null)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

    /// <summary>
    /// A person's first message, sent through a gateway. Where the register's own sender was quicker, it is only in the inbox, and
    /// another person is taken.
    /// </summary>
    private async Task<(string Person, string Number, string GatewayId)> SentAsync()
    {
        var outbox = host.Services.GetRequiredService<INoticeOutbox>();
        for (var i = 0; i < 10; i++)
        {
            var number = People.Number();
            var person = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(
                HttpStatusCode.Created
            )["personId"]!;
            var now = TimeProvider.System.GetUtcNow();
            var leased = await outbox.LeaseAsync(now.AddDays(1), now.AddDays(2), 1000, TestContext.Current.CancellationToken);
            foreach (var notice in leased)
            {
                await outbox.MarkSentAsync(
                    notice,
                    new SentNotice("sms", "【失业登记】您的申请已收到。", $"gw-{notice.Person}-{notice.Id}", now),
                    TestContext.Current.CancellationToken
                );
            }

            if (leased.FirstOrDefault(notice => notice.Person.ToString() == person) is { } sent)
                return (person, number, $"gw-{sent.Person}-{sent.Id}");
        }

        throw new InvalidOperationException("No message could be leased.");
    }

    private Task<Answer> ReportAsync(string gatewayId, bool delivered, string? reason = null, DateTimeOffset? at = null) =>
        gateway.SendAsync(
            HttpMethod.Post,
            "/v1/gateway/delivery-reports",
            System.Text.Json.JsonSerializer.Serialize(
                new
                {
                    gatewayId,
                    delivered,
                    note = reason,
                    at = at ?? new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.FromHours(8)),
                }
            ),
            null
        );

    private async Task<System.Text.Json.Nodes.JsonNode?> LineAsync(string person) =>
        (await clerk.GetAsync("/v1/notices/undelivered?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .SingleOrDefault(line => (string?)line!["personId"] == person);
}
