using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Api.Tests.Ledger;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons;
using Grid.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Importing;

/// <summary>A file over HTTP: ordered, sent, checked, imported, reported; and what is refused.</summary>
[Collection(OneHost.Name)]
public sealed class ImportEndpointTests(ApiHost host)
{
    private const string Header = "证件号码,原系统编号,姓名,联系电话,经办机构,登记地依据,失业原因,失业日期,登记日期,退出日期,退出原因";

    private Hosts.Api Province => new(host, host.Token("supervisor", Hosts.Api.Province));

    private Hosts.Api County => new(host, host.Token("supervisor", Hosts.Api.Donghu));

    [Fact]
    public async Task A_file_is_checked_then_imported_and_the_report_names_each_row_that_is_not()
    {
        var (one, other, wrong) = (CitizenNumbers.Next(), CitizenNumbers.Next(), CitizenNumbers.Next());
        var file = File(
            Row(one, "2024-05-20", "2024-09-01"),
            Row(one, "2026-01-12"),
            Row(other, "2025-11-03"),
            Row(wrong, "2025-11-03", "2025-11-02"),
            Row(other, "not a day"),
            Row(wrong, "2025-12-01").Replace(Hosts.Api.Donghu, "99999999", StringComparison.Ordinal)
        );
        var import = await OrderAsync(Province, new { note = "切换系统", checksOnly = true });
        (await SendAsync(import, file)).Expect(HttpStatusCode.OK);
        var read = await UntilAsync(import, "checked");
        Assert.Equal((6, 3, 2, 3), Tally(read));
        await NobodyAsync(one);

        (await Province.PostAsync($"/v1/imports/{import}/run", null)).Expect(HttpStatusCode.Accepted);
        var done = await UntilAsync(import, "done");
        Assert.Equal((6, 3, 2, 3), Tally(done));

        var report = (await Province.GetAsync($"/v1/imports/{import}/report")).Expect(HttpStatusCode.OK);
        Assert.Equal("text/csv", report.ContentType);
        var lines = report.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["5", "6", "7"], lines.Skip(1).Select(line => line.Split(',')[0]).Distinct());
        Assert.Contains("登记日期", report.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong.Value, report.Text, StringComparison.Ordinal);
        var english = (await Province.GetAsync($"/v1/imports/{import}/report", "en")).Expect(HttpStatusCode.OK);
        Assert.StartsWith("Row,Column,", english.Text, StringComparison.Ordinal);

        // The person is found as any other, and the same file again adds nothing.
        Assert.Single((await SearchAsync(one)).AsArray());
        var again = await OrderAsync(Province, new { note = "再导一次" });
        (await SendAsync(again, file)).Expect(HttpStatusCode.OK);
        Assert.Equal((0, 3), ((int)(await UntilAsync(again, "done"))["imported"]!, (int)(await UntilAsync(again, "done"))["present"]!));
    }

    [Fact]
    public async Task All_or_nothing_with_a_row_that_cannot_be_read_imports_nothing()
    {
        var right = CitizenNumbers.Next();
        var import = await OrderAsync(Province, new { note = "切换系统", whole = true });
        (await SendAsync(import, File(Row(right, "2026-01-12"), Row(right, "??")))).Expect(HttpStatusCode.OK);
        await UntilAsync(import, "checked");
        await NobodyAsync(right);
        (await Province.PostAsync($"/v1/imports/{import}/run", null)).ExpectProblem(HttpStatusCode.Conflict, "import-not-runnable");
        (await Province.PostAsync($"/v1/imports/{import}/cancel", null)).Expect(HttpStatusCode.OK);
        (await Province.PostAsync($"/v1/imports/{import}/cancel", null)).ExpectProblem(HttpStatusCode.Conflict, "import-not-open");
        (await SendAsync(import, File())).ExpectProblem(HttpStatusCode.Conflict, "import-not-open");
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_sent_again_from_its_beginning()
    {
        var number = CitizenNumbers.Next();
        var import = await OrderAsync(Province, new { note = "切换系统" });
        var rows = Enumerable.Range(0, 3_000).Select(_ => Row(CitizenNumbers.Next(), "??")).ToArray();
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(import, new CutOff(Encoding.UTF8.GetBytes(File(rows)))));
        Assert.Equal("reading", (await Province.GetAsync($"/v1/imports/{import}"))["status"]);

        (await SendAsync(import, File(Row(number, "2026-01-12")))).Expect(HttpStatusCode.OK);
        Assert.Equal((1, 0, 1, 1), Tally(await UntilAsync(import, "done")));
        Assert.Equal(1, (await Province.GetAsync($"/v1/imports/{import}/report")).Text.Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task What_is_no_table_ends_the_import_and_is_named()
    {
        var import = await OrderAsync(Province, new { note = "切换系统" });
        (await SendAsync(import, "<html>")).Expect(HttpStatusCode.OK);
        Assert.Equal("cancelled", (string?)(await UntilAsync(import, "cancelled"))["status"]);
        Assert.Contains("网页", (await Province.GetAsync($"/v1/imports/{import}/report")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offices_import_their_own_only_and_see_no_import_of_others()
    {
        var number = CitizenNumbers.Next();
        var import = await OrderAsync(County, new { note = "本区历史数据" });
        var elsewhere = Row(number, "2026-01-12").Replace(Hosts.Api.Donghu, "36010301", StringComparison.Ordinal);
        (await SendAsync(import, File(elsewhere), County)).Expect(HttpStatusCode.OK);
        var done = await UntilAsync(import, "done", County);
        Assert.Equal((1, 1, 1, 0), Tally(done));
        Assert.Contains("notYourCase", (await County.GetAsync($"/v1/imports/{import}/report")).Text, StringComparison.Ordinal);
        await NobodyAsync(number);

        var ofProvince = await OrderAsync(Province, new { note = "切换系统" });
        (await County.GetAsync($"/v1/imports/{ofProvince}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await SendAsync(ofProvince, File(), County)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain(ofProvince, (await County.GetAsync("/v1/imports")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_ups_services_and_exits_are_checked_then_imported_and_the_report_names_their_columns()
    {
        var (one, other, stranger) = (CitizenNumbers.Next(), CitizenNumbers.Next(), CitizenNumbers.Next());
        var registrations = File(Row(one, "2024-05-20", "2024-09-01"), Row(one, "2026-01-12"), Row(other, "2026-01-12"));
        await ImportAsync(new { note = "切换系统" }, registrations);

        // Day after the end, a stranger, an item that is in no list.
        const string Calls = "证件号码,联系时间,联系方式,联系结果,备注";
        var calls = Lines(
            Calls,
            $"{one.Value},2024-06-03,1,1,",
            $"{one.Value},2026-02-10 09:30,1,1,上午",
            $"{one.Value},2026-02-10 15:30,1,1,下午",
            $"{other.Value},2025-02-10,1,1,",
            $"{stranger.Value},2026-02-10,1,1,",
            $"{other.Value},x,1,1,"
        );
        var import = await OrderAsync(
            Province,
            new
            {
                kind = "followUps",
                note = "切换系统",
                checksOnly = true,
            }
        );
        (await SendAsync(import, calls)).Expect(HttpStatusCode.OK);
        var read = await UntilAsync(import, "checked");
        Assert.Equal((6, 3, 3, 3), Tally(read));
        Assert.Equal("followUps", (string?)read["kind"]);
        Assert.Equal(0, await ServicesAsync(one));
        (await Province.PostAsync($"/v1/imports/{import}/run", null)).Expect(HttpStatusCode.Accepted);
        Assert.Equal((6, 3, 3, 3), Tally(await UntilAsync(import, "done")));
        Assert.Equal(3, await ServicesAsync(one));
        var report = (await Province.GetAsync($"/v1/imports/{import}/report")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["5", "6", "7"], report.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Contains(",contactedOn,联系时间,不导入,noSuchRegistration,", report[1], StringComparison.Ordinal);

        // The same file again adds nothing.
        var again = await ImportAsync(new { kind = "followUps", note = "再导一次" }, calls);
        Assert.Equal((0, 3), ((int)again["imported"]!, (int)again["present"]!));

        var services = await ImportAsync(
            new
            {
                kind = "services",
                note = "切换系统",
                whole = true,
            },
            Lines("证件号码,服务日期,服务项目,服务结果", $"{one.Value},2026-02-02,S101,1", $"{other.Value},2026-02-02,S201,1")
        );
        Assert.Equal(2, (int)services["imported"]!);
        Assert.Equal(4, await ServicesAsync(one));

        const string Exits = "证件号码,退出日期,退出原因,退出依据";
        var exits = await ImportAsync(
            new { kind = "exits", note = "切换系统" },
            Lines(Exits, $"{one.Value},2026-02-20,11,1", $"{one.Value},2024-09-01,11,1", $"{other.Value},2025-02-20,11,1")
        );
        Assert.Equal((1, 1, 1), ((int)exits["imported"]!, (int)exits["present"]!, (int)exits["rejected"]!));
        Assert.False((bool)(await SearchAsync(one))[0]!["active"]!);
        Assert.True((bool)(await SearchAsync(other))[0]!["active"]!);

        // An older file of registrations brings nothing back.
        var older = await ImportAsync(new { note = "再导一次" }, registrations);
        Assert.Equal((0, 3), ((int)older["imported"]!, (int)older["present"]!));
        Assert.Equal(
            0L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM journal WHERE event = 'exited' AND facts -> 'imported' ->> 'import' IS NULL AND person_id IN (SELECT person_id FROM journal WHERE facts -> 'imported' ->> 'import' = $1)",
                Guid.ParseExact((string)exits["id"]!, "N").ToString()
            )
        );
    }

    [Fact]
    public async Task All_or_nothing_with_one_exit_that_cannot_be_ends_none()
    {
        var (one, other) = (CitizenNumbers.Next(), CitizenNumbers.Next());
        await ImportAsync(new { note = "切换系统" }, File(Row(one, "2026-01-12"), Row(other, "2026-01-12")));
        const string Exits = "证件号码,退出日期,退出原因,退出依据";
        var import = await OrderAsync(
            Province,
            new
            {
                kind = "exits",
                note = "切换系统",
                whole = true,
            }
        );
        (await SendAsync(import, Lines(Exits, $"{one.Value},2026-02-20,11,1", $"{other.Value},2025-02-20,11,1"))).Expect(HttpStatusCode.OK);
        Assert.Equal(1, (int)(await UntilAsync(import, "checked"))["rejected"]!);
        (await Province.PostAsync($"/v1/imports/{import}/run", null)).ExpectProblem(HttpStatusCode.Conflict, "import-not-runnable");
        Assert.True((bool)(await SearchAsync(one))[0]!["active"]!);
        (await Province.PostAsync($"/v1/imports/{import}/cancel", null)).Expect(HttpStatusCode.OK);
    }

    /// <summary>Ordered, sent and done.</summary>
    private async Task<JsonNode> ImportAsync(object order, string file)
    {
        var import = await OrderAsync(Province, order);
        (await SendAsync(import, file)).Expect(HttpStatusCode.OK);
        return await UntilAsync(import, "done");
    }

    private Task<long> ServicesAsync(IdentityNumber number) =>
        host.ScalarAsync<long>(
            "SELECT count(*) FROM service_record WHERE person_id = $1",
            host.Services.GetRequiredService<IPersonIdentifier>().Identify(number).ToGuid()
        );

    private static string Lines(params string[] lines) => string.Join("\r\n", lines) + "\r\n";

    [Theory]
    [InlineData("{}", "note")]
    [InlineData("""{"note":"切换","kind":"matchRows"}""", "kind")]
    [InlineData("""{"note":"切换","kind":"exits","baselineOn":"2026-01-20"}""", "baselineOn")]
    [InlineData("""{"note":"切换","system":"other"}""", "system")]
    [InlineData("""{"note":"切换","baselineOn":"2999-01-01"}""", "baselineOn")]
    [InlineData("""{"note":"切换","baselineOn":"x"}""", "baselineOn")]
    public async Task An_order_that_cannot_be_is_refused_by_its_field(string body, string field)
    {
        var refused = (await Province.PostAsync("/v1/imports", body)).Expect(HttpStatusCode.BadRequest);
        Assert.Contains($"\"{field}\"", refused.Text, StringComparison.Ordinal);
    }

    /// <summary>Reason 40 was land that was expropriated; today it is a public-welfare post. Nothing guesses which one a file means.</summary>
    [Fact]
    public async Task The_table_of_the_earlier_system_says_what_a_code_means_and_the_preview_shows_it()
    {
        var tables = (await Province.GetAsync("/v1/imports/tables")).Expect(HttpStatusCode.OK);
        Assert.Equal(["codes-2015", "current"], tables.Json["items"]!.AsArray().Select(table => (string?)table!["id"]));
        Assert.All(tables.Json["items"]!.AsArray(), table => Assert.Empty(table!["errors"]!.AsArray()));

        var file = File(Row(CitizenNumbers.Next(), "2026-01-12", reason: "40"), Row(CitizenNumbers.Next(), "2026-01-12", reason: "77"));
        foreach (var (system, becomes) in new[] { ("codes-2015", "50"), ("current", "40") })
        {
            var import = await OrderAsync(
                Province,
                new
                {
                    note = "切换系统",
                    system,
                    checksOnly = true,
                }
            );
            Assert.Empty((await Province.GetAsync($"/v1/imports/{import}/mapping")).Json["values"]!.AsArray());
            (await SendAsync(import, file)).Expect(HttpStatusCode.OK);
            await UntilAsync(import, "checked");
            var mapping = (await Province.GetAsync($"/v1/imports/{import}/mapping")).Expect(HttpStatusCode.OK);
            Assert.Equal((system, system == "current" ? "2026-2" : "2026-1"), (mapping["system"], mapping["version"]));
            var reasons = mapping.Json["values"]!.AsArray().Where(value => (string?)value!["list"] == "unemployment-reason").ToArray();
            var forty = Assert.Single(reasons, value => (string?)value!["from"] == "40")!;
            Assert.Equal((becomes, 1, true), ((string?)forty["to"], (int)forty["cells"]!, (bool)forty["understood"]!));
            var other = Assert.Single(reasons, value => (string?)value!["from"] == "77")!;
            Assert.False((bool)other["understood"]!);
            (await County.GetAsync($"/v1/imports/{import}/mapping")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
            (await Province.PostAsync($"/v1/imports/{import}/cancel", null)).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Who_was_imported_is_found_by_the_number_of_the_earlier_system_within_reach()
    {
        var (one, other) = (CitizenNumbers.Next(), CitizenNumbers.Next());
        var legacy = "JXNC-" + Guid.NewGuid().ToString("N")[..12];
        string With(string row) => row.Replace(",,测试甲", $",{legacy},测试甲", StringComparison.Ordinal);
        var import = await OrderAsync(Province, new { note = "切换系统" });
        (
            await SendAsync(
                import,
                File(
                    With(Row(one, "2024-05-20", "2024-09-01")),
                    Row(one, "2026-01-12"),
                    With(Row(other, "2026-01-12")).Replace(Hosts.Api.Donghu, Hosts.Api.Nanchang, StringComparison.Ordinal)
                )
            )
        ).Expect(HttpStatusCode.OK);
        await UntilAsync(import, "done");

        // Two systems may have given one number: an office sees its own person alone, and finds it by a past registration too.
        Assert.Equal(2, (await FoundAsync(Province, legacy)).Count);
        var found = Assert.Single(await FoundAsync(County, $" {legacy.ToLowerInvariant()} "))!;
        Assert.Equal((true, "测*", Hosts.Api.Donghu), ((bool)found["active"]!, (string?)found["name"], (string?)found["office"]));
        Assert.Equal($"**************{one.Value[14..]}", (string?)found["identityNumber"]);
        Assert.Empty(await FoundAsync(new Hosts.Api(host, host.Token("clerk", "36070301")), legacy));
        Assert.Empty(await FoundAsync(Province, legacy[..^1]));
        Assert.Equal(
            "legacyNumber",
            (await Province.PostAsync("/v1/search", new { legacyNumber = new string('1', 61) })).Expect(HttpStatusCode.BadRequest).Field()
        );

        // The log says that somebody was searched for by such a number, and not by which.
        Assert.Equal(0L, await host.ScalarAsync<long>("SELECT count(*) FROM access_log WHERE filter ILIKE '%' || $1 || '%'", legacy));
        Assert.True(
            await host.ScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM access_log WHERE filter = 'legacyNumber:****' || upper(right($1, 4)) AND cardinality(person_ids) > 0)",
                legacy
            )
        );
    }

    private static async Task<JsonArray> FoundAsync(Hosts.Api caller, string legacy) =>
        (await caller.PostAsync("/v1/search", new { legacyNumber = legacy })).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();

    [Fact]
    public async Task Who_was_imported_is_in_the_ledger_with_the_days_of_the_earlier_system()
    {
        var number = CitizenNumbers.Next();
        var import = await OrderAsync(Province, new { note = "切换系统" });
        (await SendAsync(import, File(Row(number, "2024-05-20", "2024-09-01"), Row(number, "2026-01-12")))).Expect(HttpStatusCode.OK);
        await UntilAsync(import, "done");

        var list = (await County.PostAsync("/v1/person-lists", new { name = "名单", numbers = new[] { number.Value } })).Expect(
            HttpStatusCode.Created
        )["id"]!;
        var token = host.Token("supervisor", Hosts.Api.Donghu, "ledger-of-imported");
        var file = await LedgerFile.DownloadAsync(
            host,
            token,
            new
            {
                list,
                note = "核对导入数据",
                full = true,
            }
        );
        var (ledger, _) = file.Read();
        var row = Assert.Single(ledger.Skip(2));
        string Of(string column) => row[ledger[1].ToList().IndexOf(column)];
        Assert.Equal(
            (number.Value, "测试甲", "在册", "2026-01-12", "2024-01-02", "2024-09-01", "1"),
            (Of("证件号码"), Of("姓名"), Of("登记状态"), Of("登记日期"), Of("失业日期"), Of("就业时间"), Of("本系统就业次数"))
        );

        var days = new
        {
            office = Hosts.Api.Donghu,
            registeredFrom = "2026-01-12",
            registeredTo = "2026-01-12",
            note = "核对导入数据",
        };
        Assert.Contains((await LedgerFile.DownloadAsync(host, token, days)).Read().Ledger, line => line.Contains(Of("登记编号")));
    }

    private static string File(params string[] rows) => string.Join("\r\n", rows.Prepend(Header)) + "\r\n";

    private static string Row(IdentityNumber number, string registeredOn, string? exitedOn = null, string reason = "40") =>
        $"{number.Value},,测试甲,13800000001,{Hosts.Api.Donghu},2,{reason},2024-01-02,{registeredOn},{exitedOn},{(exitedOn is null ? "" : "11")}";

    private static Task<string> OrderAsync(Hosts.Api caller, object order) => ImportCalls.OrderAsync(caller, order);

    private Task<Answer> SendAsync(string import, string file, Hosts.Api? caller = null) =>
        SendAsync(import, new ByteArrayContent(Encoding.UTF8.GetBytes(file)), caller);

    private Task<Answer> SendAsync(string import, HttpContent content, Hosts.Api? caller = null) =>
        ImportCalls.SendAsync(host, import, content, caller is null ? Hosts.Api.Province : Hosts.Api.Donghu);

    private Task<JsonNode> UntilAsync(string import, string status, Hosts.Api? caller = null) =>
        ImportCalls.UntilAsync(caller ?? Province, import, status);

    private static (int Rows, int Rejected, int Persons, int Imported) Tally(JsonNode view) =>
        ((int)view["rows"]!, (int)view["rejected"]!, (int)view["persons"]!, (int)view["imported"]!);

    private async Task NobodyAsync(IdentityNumber number) => Assert.Empty((await SearchAsync(number)).AsArray());

    private async Task<JsonNode> SearchAsync(IdentityNumber number) =>
        (await Province.PostAsync("/v1/search", new { identityNumber = number.Value })).Expect(HttpStatusCode.OK).Json["items"]!;

    /// <summary>Sends half of it, and then the connection is lost.</summary>
    private sealed class CutOff(byte[] content) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(content.AsMemory(0, content.Length / 2), TestContext.Current.CancellationToken);
            await stream.FlushAsync(TestContext.Current.CancellationToken);
            throw new IOException("The connection is lost.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length;
            return true;
        }
    }
}
