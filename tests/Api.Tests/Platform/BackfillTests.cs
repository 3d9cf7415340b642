using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Npgsql;

namespace Grid.Api.Tests.Platform;

/// <summary>Backfills as operators order and steer them, with a platform before the register.</summary>
public sealed class BackfillTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private const string Path = "/v1/platform/backfills";

    private readonly Hosts.Api clerk = host.Clerk();

    [Fact]
    public async Task A_registration_that_the_platform_was_never_told_of_arrives_there()
    {
        (await host.Operator.PostAsync("/v1/platform/pause", new { note = "平台上线之前" })).Expect(HttpStatusCode.OK);
        var (_, _, registration) = await People.RegisterAsync(clerk);
        await host.UntilAsync(() => host.StateAsync()!, state => (long)state["waiting"]! >= 2);
        await using (var connection = new NpgsqlConnection(host.Database.OwnerConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var forget = new NpgsqlCommand("DELETE FROM platform_item", connection);
            await forget.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        (await host.Operator.PostAsync("/v1/platform/resume", new { note = "平台上线" })).Expect(HttpStatusCode.OK);
        var key = Guid.NewGuid().ToString();
        var order = new
        {
            kind = "registrations",
            region = "360102",
            rate = 100,
            note = "补传上线前的失业登记",
        };
        var started = (await host.Operator.PostAsync(Path, order, key)).Expect(HttpStatusCode.Accepted);
        Assert.Equal(started.Text, (await host.Operator.PostAsync(Path, order, key)).Expect(HttpStatusCode.Accepted).Text);
        var address = started.Headers["Location"]!;
        Assert.Equal($"{Path}/{started.Json["id"]}", address);
        Assert.Equal(("2020-03-31", 100, 2000), ((string)started.Json["from"]!, (int)started.Json["rate"]!, (int)started.Json["backlog"]!));

        var done = await host.UntilAsync(() => ReadAsync(address)!, one => (string)one["backfill"]!["status"]! == "done");
        var figures = done["backfill"]!;
        Assert.True((long)figures["rows"]! >= 1 && (long)figures["rows"]! == (long)figures["total"]!, figures.ToJsonString());
        Assert.True((long)figures["made"]! >= 2, figures.ToJsonString());
        Assert.Empty(done["failures"]!.AsArray());
        await host.HeldAsync(registration, "result", "registration");
        (await host.Operator.PostAsync(address + "/pause", new { note = "已经完成" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "backfill-not-in-state"
        );
        var log = (await host.Operator.GetAsync("/v1/platform/orders?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.Contains(log, line =>
            (string?)line!["order"] == "startBackfill" && (string?)line["backfill"] == (string?)started.Json["id"]
        );
    }

    [Fact]
    public async Task One_is_paused_throttled_resumed_and_cancelled_and_keeps_others_of_its_range_away()
    {
        // The one of the empty city ends at once, so it waits behind a pause of the sync.
        var order = new
        {
            kind = "allValid",
            region = "361100",
            note = "一次性上传有效数据",
        };
        (await host.Operator.PostAsync("/v1/platform/pause", new { note = "联调" })).Expect(HttpStatusCode.OK);
        var started = (await host.Operator.PostAsync(Path, order)).Expect(HttpStatusCode.Accepted);
        var address = started.Headers["Location"]!;
        Assert.Null(started.Json["from"]);
        (await host.Operator.PostAsync(Path, order)).ExpectProblem(HttpStatusCode.Conflict, "backfill-under-way");
        (await host.Operator.PostAsync(Path, new { kind = "registrations", note = "全部补传" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "backfill-under-way"
        );
        (await host.Operator.PostAsync(address + "/resume", new { note = "没有暂停" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "backfill-not-in-state"
        );
        Assert.Equal(
            "pause",
            (string)(await host.Operator.PostAsync(address + "/pause", new { note = "白天暂停" })).Expect(HttpStatusCode.OK).Json["order"]!
        );
        var slower = (await host.Operator.PostAsync(address + "/throttle", new { rate = 7, note = "减速" })).Expect(HttpStatusCode.OK);
        Assert.Equal((7, 2000), ((int)slower.Json["rate"]!, (int)slower.Json["backlog"]!));
        var paused = (await ReadAsync(address))["backfill"]!;
        Assert.Equal(("paused", 7, 0L), ((string)paused["status"]!, (int)paused["rate"]!, (long)paused["rows"]!));
        (await host.Operator.PostAsync(address + "/resume", new { note = "继续" })).Expect(HttpStatusCode.OK);
        (await host.Operator.PostAsync(address + "/cancel", new { note = "改期" })).Expect(HttpStatusCode.OK);
        Assert.NotNull((await ReadAsync(address))["backfill"]!["endedAt"]);
        (await host.Operator.PostAsync(address + "/throttle", new { rate = 8, note = "已取消" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "backfill-not-in-state"
        );
        (await host.Operator.PostAsync("/v1/platform/resume", new { note = "联调结束" })).Expect(HttpStatusCode.OK);

        var list = (await new Hosts.Api(host, host.Token("statistician", Hosts.Api.Province)).GetAsync(Path))
            .Expect(HttpStatusCode.OK)
            .Json["items"]!.AsArray();
        Assert.Contains(list, one => (string)one!["id"]! == (string)started.Json["id"]! && (string)one["status"]! == "cancelled");
    }

    [Fact]
    public async Task Only_operators_order_them_and_only_for_their_own_regions()
    {
        var order = new
        {
            kind = "allValid",
            region = "360102",
            note = "一次性上传有效数据",
        };
        (await new Hosts.Api(host, host.Token("operator", "36020001")).PostAsync(Path, order)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );
        foreach (
            var api in (Hosts.Api[])
                [
                    clerk,
                    new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province)),
                    new Hosts.Api(host, host.Token("statistician", Hosts.Api.Province)),
                ]
        )
        {
            (await api.PostAsync(Path, order)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
            (await api.GetAsync(Path + "/0123456789abcdef0123456789abcdef")).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        }

        (await clerk.GetAsync(Path)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
    }

    [Theory]
    [InlineData("", """{"note": "补传"}""", "kind")]
    [InlineData("", """{"kind": "exits", "note": "补传"}""", "kind")]
    [InlineData("", """{"kind": "registrations", "from": "2020-02-30", "note": "补传"}""", "from")]
    [InlineData("", """{"kind": "registrations", "from": "2020-05-01", "to": "2020-04-01", "note": "补传"}""", "from")]
    [InlineData("", """{"kind": "registrations", "to": "2020-03-30", "note": "补传"}""", "from")]
    [InlineData("", """{"kind": "allValid", "to": "2199-01-01", "note": "补传"}""", "to")]
    [InlineData("", """{"kind": "allValid", "region": "999999", "note": "补传"}""", "region")]
    [InlineData("", """{"kind": "allValid", "rate": 0, "note": "补传"}""", "rate")]
    [InlineData("", """{"kind": "allValid", "rate": 10001, "note": "补传"}""", "rate")]
    [InlineData("", """{"kind": "allValid", "backlog": -1, "note": "补传"}""", "backlog")]
    [InlineData("", """{"kind": "allValid", "again": "yes", "note": "补传"}""", "again")]
    [InlineData("", """{"kind": "allValid"}""", "note")]
    [InlineData("/1/pause", """{"note": "白天暂停"}""", "path.id")]
    [InlineData("/0123456789abcdef0123456789abcdef/throttle", """{"note": "减速"}""", "rate")]
    [InlineData("/0123456789abcdef0123456789abcdef/cancel", """{}""", "note")]
    public async Task What_is_wrong_is_named(string path, string body, string field)
    {
        var problem = (await host.Operator.PostAsync(Path + path, body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(field, (string)Assert.Single(problem.Json["errors"]!.AsArray())!["field"]!);
    }

    [Fact]
    public async Task One_that_is_not_there_is_not_found()
    {
        const string nobody = Path + "/0123456789abcdef0123456789abcdef";
        (await host.Operator.GetAsync(nobody)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await host.Operator.PostAsync(nobody + "/cancel", new { note = "取消" })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await host.Operator.GetAsync(Path + "?cursor=nonsense")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await host.Operator.SendAsync(HttpMethod.Post, nobody + "/cancel", """{"note": "取消"}""", null)).ExpectProblem(
            HttpStatusCode.BadRequest,
            "idempotency-key-needed"
        );
    }

    private async Task<JsonNode> ReadAsync(string address) => (await host.Operator.GetAsync(address)).Expect(HttpStatusCode.OK).Json;
}
