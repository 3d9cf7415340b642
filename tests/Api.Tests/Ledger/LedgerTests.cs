using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Ledger;

/// <summary>The ledger: who is in it, what is shown of them, its marks, its limits and its entry on the access log.</summary>
[Collection(OneHost.Name)]
public sealed class LedgerTests(ApiHost host)
{
    private const string Path = LedgerFile.Path;
    private const string County = "360703";
    private const string Office = County + "01";
    private const string Reason = "=社区月度走访:测试";

    private readonly string subject = "ledger-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_masked_ledger_has_the_persons_without_what_names_them_in_full()
    {
        var (number, telephone) = (People.Number(), People.Telephone());
        var body = People.Submission(number, name: "王小明", telephone: telephone);
        body["details"]!["profile"] = new JsonObject
        {
            ["occupation"] = "6",
            ["skills"] = new JsonArray(new JsonObject { ["level"] = "4", ["trade"] = "=焊工" }),
            ["categories"] = new JsonArray("1", "3"),
            ["graduatedOn"] = "2007-06-30",
            ["socialSecurityCard"] = "A12345678",
            ["community"] = "360102002001",
        };
        var (person, _, registration) = await People.RegisterAsync(Caller("clerk"), body);
        var (gone, _, ended) = await People.RegisterAsync(Caller("clerk"));
        (await Caller("clerk").PostAsync($"/v1/persons/{gone}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);

        var file = await DownloadAsync("clerk", new { note = Reason });
        var (ledger, about) = file.Read();
        var export = file.Name["ledger-".Length..^".xlsx".Length];
        var row = Assert.Single(ledger, line => line.Contains(registration));
        string Of(string column) => row[ledger[1].ToList().IndexOf(column)];
        Assert.DoesNotContain(ledger, line => line.Contains(ended));
        Assert.Equal(("王*", "***", "****" + telephone[^4..]), (Of("姓名"), Of("证件号码"), Of("联系电话")));
        Assert.Equal(("是", "***", "***", "***"), (Of("退役军人"), Of("脱贫人口"), Of("残疾人"), Of("社会保障卡号")));
        Assert.Equal("***", Of("毕业日期"));
        Assert.Equal(("=焊工 中级工(四级)", "民巷社区居委会 360102002001", "在册"), (Of("技能等级"), Of("居住社区"), Of("登记状态")));
        Assert.Equal(export, Of("导出编号"));

        // Its marks are on both sheets and in the properties; nothing personal is in a name of the file.
        Assert.All((string[])[export, subject, Reason], mark =>
        {
            Assert.Contains(mark, ledger[0][0], StringComparison.Ordinal);
            Assert.Contains(about, line => line.Any(cell => cell.Contains(mark, StringComparison.Ordinal)));
        });
        Assert.DoesNotContain(ledger.Concat(about).SelectMany(line => line), cell =>
            cell.Contains(number, StringComparison.Ordinal)
            || cell.Contains(telephone, StringComparison.Ordinal)
            || cell.Contains("王小明", StringComparison.Ordinal)
        );

        // One entry for the export, with the reason, the number and everybody in it.
        Assert.Equal(
            1L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE actor = $1 AND action = 'ledger.export' AND filter LIKE '%' || $2 || '%' AND person_ids @> ARRAY[$3] AND cardinality(person_ids) = $4",
                subject,
                export,
                Guid.Parse(person),
                ledger.Count - 2
            )
        );
        var logged = (await new Hosts.Api(host, host.Token("auditor")).GetAsync($"/v1/access-log?action=ledger.export&person={person}"))
            .Expect(HttpStatusCode.OK)
            .Json["items"]!
            .AsArray()
            .Single(line => ((string?)line!["filter"])!.Contains(export, StringComparison.Ordinal));
        Assert.Equal(Reason, (string?)logged!["note"]);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(telephone, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_in_full_are_for_supervisors()
    {
        var (number, telephone) = (People.Number(), People.Telephone());
        var (person, _, registration) = await People.RegisterAsync(Caller("clerk"), People.Submission(number, telephone: telephone));
        (await Caller("clerk").PostAsync(Path, new { note = Reason, full = true })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "supervisor-needed"
        );

        var file = await DownloadAsync(
            "supervisor",
            new
            {
                office = Office,
                note = Reason,
                full = true,
            },
            "en"
        );
        var (ledger, _) = file.Read();
        var row = ledger.Single(line => line.Contains(registration));
        string Of(string column) => row[ledger[1].ToList().IndexOf(column)];
        Assert.Equal((number, telephone, "no"), (Of("Identity number"), Of("Telephone"), Of("Disabled")));

        // The office of the case tells nobody; the office above tells the person, once a day.
        Assert.Equal(0L, await ToldAsync());
        var above = new Hosts.Api(host, host.Token("supervisor", Hosts.Api.Province));
        var order = new
        {
            office = Office,
            note = Reason,
            full = false,
        };
        (await above.PostAsync(Path, order)).Expect(HttpStatusCode.OK);
        Assert.Equal(0L, await ToldAsync());
        for (var again = 0; again < 2; again++)
        {
            (
                await above.PostAsync(
                    Path,
                    new
                    {
                        order.office,
                        order.note,
                        full = true,
                    }
                )
            ).Expect(HttpStatusCode.OK);
        }

        Assert.Equal(1L, await ToldAsync());

        Task<long> ToldAsync() =>
            host.ScalarAsync<long>(
                "SELECT count(*) FROM journal WHERE person_id = $1 AND event = 'dataUsed' AND facts ->> 'use' = 'exported'",
                Guid.Parse(person)
            );
    }

    [Fact]
    public async Task Registrations_for_another_register_are_for_supervisors_who_ask_for_values_in_full()
    {
        foreach (var full in (bool?[])[null, false])
        {
            var answer = await Caller("supervisor").PostAsync(Path, Order("import", full));
            Assert.Equal("full", answer.Expect(HttpStatusCode.BadRequest).Field());
        }

        Assert.Equal("columns", (await Caller("supervisor").PostAsync(Path, Order("all", true))).Expect(HttpStatusCode.BadRequest).Field());
        (await Caller("clerk").PostAsync(Path, Order("import", true))).ExpectProblem(HttpStatusCode.Forbidden, "supervisor-needed");

        static object Order(string columns, bool? full) =>
            new
            {
                columns,
                full,
                note = "更换系统",
            };
    }

    [Fact]
    public async Task A_list_and_days_of_registration_select()
    {
        var numbers = new[] { People.Number(), People.Number() };
        var (_, _, registration) = await People.RegisterAsync(Caller("clerk"), People.Submission(numbers[0]));
        var (_, _, other) = await People.RegisterAsync(Caller("clerk"), People.Submission(numbers[1]));
        var list = (await Caller("clerk").PostAsync("/v1/person-lists", new { name = "名单", numbers = numbers[..1] })).Expect(
            HttpStatusCode.Created
        )["id"]!;
        var file = await DownloadAsync("clerk", new { list, note = Reason });
        var (ledger, _) = file.Read();
        Assert.Equal((3, true, false), (ledger.Count, ledger[2].Contains(registration), ledger.Any(line => line.Contains(other))));

        file = await DownloadAsync("clerk", new { registeredTo = "2020-01-01", note = Reason });
        Assert.Equal(2, file.Read().Ledger.Count);
    }

    [Fact]
    public async Task What_is_not_the_callers_or_makes_no_sense_is_refused()
    {
        (await Caller("clerk").PostAsync(Path, new { office = Hosts.Api.Donghu, note = Reason })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );
        (await Caller("clerk").PostAsync(Path, new { list = Guid.NewGuid().ToString("N"), note = Reason })).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );

        // A list of another office is not there, also for whoever knows its number.
        var elsewhere = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu));
        var number = People.Number();
        await People.RegisterAsync(elsewhere, People.Submission(number));
        var list = (await elsewhere.PostAsync("/v1/person-lists", new { name = "名单", numbers = new[] { number } })).Expect(
            HttpStatusCode.Created
        )["id"]!;
        (await Caller("clerk").PostAsync(Path, new { list, note = Reason })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("note", (await Caller("clerk").PostAsync(Path, new { })).Expect(HttpStatusCode.BadRequest).Field());
        Assert.Equal(
            "office",
            (await Caller("clerk").PostAsync(Path, new { office = "99999999", note = Reason })).Expect(HttpStatusCode.BadRequest).Field()
        );
        Assert.Equal("list", (
                await Caller("clerk")
                    .PostAsync(
                        Path,
                        new
                        {
                            list = "x",
                            office = Office,
                            note = Reason,
                        }
                    )
            ).Expect(HttpStatusCode.BadRequest).Field());
        Assert.Equal("registeredFrom", (
                await Caller("clerk")
                    .PostAsync(
                        Path,
                        new
                        {
                            registeredFrom = "2026-02-01",
                            registeredTo = "2026-01-01",
                            note = Reason,
                        }
                    )
            ).Expect(HttpStatusCode.BadRequest).Field());
    }

    [Fact]
    public async Task The_export_after_the_last_of_the_hour_is_rejected()
    {
        var most = new Grid.Api.Hosting.ApiOptions().ExportsPerHour;
        for (var i = 0; i < most; i++)
            await DownloadAsync("clerk", new { registeredTo = "2020-01-01", note = Reason });
        (await Caller("clerk").PostAsync(Path, new { registeredTo = "2020-01-01", note = Reason })).ExpectProblem(
            HttpStatusCode.TooManyRequests,
            "too-many-reads"
        );
    }

    /// <summary>What would be a formula in somebody's copy of a cell is no name in the first place.</summary>
    [Theory]
    [InlineData("=王小明")]
    [InlineData("+王小明")]
    [InlineData("-王小明")]
    [InlineData("@王小明")]
    [InlineData("=HYPERLINK(\"http://example.com\")")]
    public async Task A_formula_is_no_name(string name) =>
        Assert.Equal(
            "name",
            (await Caller("clerk").PostAsync("/v1/applications", People.Submission(name: name).ToJsonString()))
                .Expect(HttpStatusCode.BadRequest)
                .Field()
        );

    private Hosts.Api Caller(string role) => new(host, host.Token(role, Office, subject));

    private Task<LedgerFile> DownloadAsync(string role, object body, string language = "zh") =>
        LedgerFile.DownloadAsync(host, host.Token(role, Office, subject), body, language);
}
