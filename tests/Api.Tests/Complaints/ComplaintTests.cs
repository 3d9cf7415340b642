using System.Globalization;
using System.Net;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Calendar;

namespace Grid.Api.Tests.Complaints;

/// <summary>Complaints over every channel: who gets them, who does not see them, and what the person reads.</summary>
[Collection(OneHost.Name)]
public sealed class ComplaintTests(ApiHost host)
{
    private const string Words = "窗口让我回单位开离职证明";
    private readonly string number = People.Number();
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Donghu));
    private readonly Hosts.Api city = new(host, host.Token("supervisor", Hosts.Api.Nanchang));
    private readonly Hosts.Api nobody = new(host, null);

    private static string Today => TimeProvider.System.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_person_complains_without_an_office_reads_the_answer_and_the_office_never_sees_it()
    {
        var (person, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var raised = (await nobody.PostAsync("/v1/own-complaint", Own(receipt))).Expect(HttpStatusCode.OK);
        var id = raised["complaint"]!;
        Assert.Equal(Hosts.Api.Nanchang, raised["answeredBy"]);
        Assert.NotNull(raised["due"]);

        foreach (var own in new[] { clerk, supervisor })
        {
            Assert.DoesNotContain(
                id,
                (await own.GetAsync($"/v1/persons/{person}/complaints")).Expect(HttpStatusCode.OK).Text,
                StringComparison.Ordinal
            );
            foreach (var path in new[] { "", "/history?pageSize=200", "/duties" })
            {
                var text = (await own.GetAsync($"/v1/persons/{person}{path}")).Expect(HttpStatusCode.OK).Text;
                Assert.DoesNotContain(id, text, StringComparison.Ordinal);
                Assert.DoesNotContain("omplaint", text, StringComparison.Ordinal);
            }

            (await own.PostAsync($"/v1/persons/{person}/complaints/{id}/taking", "{}")).ExpectProblem(
                HttpStatusCode.Forbidden,
                "not-your-case"
            );
        }

        var seen = (await city.GetAsync($"/v1/persons/{person}/complaints")).Expect(HttpStatusCode.OK).Json["items"]![0]!;
        Assert.Equal(
            (Words, "open", "1", false),
            ((string?)seen["text"], (string?)seen["status"], (string?)seen["kind"], (bool)seen["passedOn"]!)
        );
        Assert.Contains($"complaint:{id}", (await city.GetAsync($"/v1/persons/{person}/duties")).Text, StringComparison.Ordinal);
        (await city.PostAsync($"/v1/persons/{person}/complaints/{id}/taking", new { passOn = true })).Expect(HttpStatusCode.OK);
        Assert.Contains(Words, (await clerk.GetAsync($"/v1/persons/{person}/complaints")).Text, StringComparison.Ordinal);
        (await clerk.PostAsync($"/v1/persons/{person}/complaints/{id}/answer", new { wellFounded = false, text = "不属实" })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );
        (await city.PostAsync($"/v1/persons/{person}/complaints/{id}/answer", new { wellFounded = true, text = "属实,已责令改正" })).Expect(
            HttpStatusCode.OK
        );

        var mine = (await nobody.PostAsync("/v1/own-complaints", Pair(receipt))).Expect(HttpStatusCode.OK).Json["items"]![0]!;
        Assert.Equal(("wellFounded", "属实,已责令改正"), ((string?)mine["status"], (string?)mine["answer"]));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(Words, StringComparison.Ordinal));
        Assert.Equal(
            0L,
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM complaint_step AS c WHERE person_id = $1 AND c::text LIKE '%离职%'",
                Guid.Parse(person)
            )
        );
    }

    [Fact]
    public async Task Without_a_key_the_same_words_of_one_day_are_one_complaint_and_too_many_are_refused()
    {
        var (_, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var first = (await nobody.PostAsync("/v1/own-complaint", Own(receipt))).Expect(HttpStatusCode.OK)["complaint"];
        (await nobody.PostAsync("/v1/own-complaint", Own(receipt))).ExpectProblem(HttpStatusCode.Conflict, "complaint-open");
        foreach (var kind in new[] { "2", "4" })
            (await nobody.PostAsync("/v1/own-complaint", Own(receipt, kind))).Expect(HttpStatusCode.OK);
        (await nobody.PostAsync("/v1/own-complaint", Own(receipt, "6"))).ExpectProblem(HttpStatusCode.Conflict, "too-many-complaints");
        (
            await nobody.PostAsync(
                "/v1/own-complaint/withdrawal",
                new
                {
                    receiptNumber = receipt,
                    identityNumber = number,
                    complaint = first,
                }
            )
        ).Expect(HttpStatusCode.OK);
        (await nobody.PostAsync("/v1/own-complaint", Own(receipt, "6"))).Expect(HttpStatusCode.OK);
        (
            await nobody.PostAsync(
                "/v1/own-complaint/withdrawal",
                new
                {
                    receiptNumber = receipt,
                    identityNumber = number,
                    complaint = "TS20200101-0000000000",
                }
            )
        ).ExpectProblem(HttpStatusCode.NotFound, "unknown-complaint");
        (await nobody.PostAsync("/v1/own-complaint", Own(receipt, "77"))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        var others = new
        {
            receiptNumber = receipt,
            identityNumber = People.Number(),
            kind = "1",
            text = Words,
        };
        (await nobody.PostAsync("/v1/own-complaint", others)).ExpectProblem(HttpStatusCode.NotFound, "progress-not-found");
    }

    [Fact]
    public async Task Any_counter_and_12333_record_it_for_the_person_and_a_failed_check_is_on_the_access_log()
    {
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(number, name: "欧阳测试"));
        var street = new Hosts.Api(host, host.Token("clerk", "36042401"));
        (await street.PostAsync($"/v1/persons/{person}/complaints", new { kind = "3", text = "不予受理" })).Expect(HttpStatusCode.Created);
        (
            await street.PostAsync(
                $"/v1/persons/{person}/complaints",
                new
                {
                    kind = "3",
                    text = "省级",
                    office = Hosts.Api.Province,
                }
            )
        ).ExpectProblem(HttpStatusCode.Conflict, "no-office-above");
        (
            await street.PostAsync(
                $"/v1/persons/{person}/complaints",
                new
                {
                    kind = "3",
                    text = "无",
                    office = "36010299",
                }
            )
        ).ExpectProblem(HttpStatusCode.BadRequest, "unknown-office");

        var subject = "hotline-" + Guid.NewGuid().ToString("N");
        var hotline = new Hosts.Api(host, host.Token("hotline", subject: subject));
        (await hotline.PostAsync("/v1/hotline/complaints", Called("欧阳测试"))).Expect(HttpStatusCode.Created);
        (await hotline.PostAsync("/v1/hotline/complaints", Called("王小明"))).ExpectProblem(HttpStatusCode.NotFound, "progress-not-found");
        (await hotline.PostAsync("/v1/hotline/progress", new { identityNumber = number, name = "王小明" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "progress-not-found"
        );
        foreach (
            var (action, outcome) in new[]
            {
                ("hotline.complain", "shown"),
                ("hotline.complain", "notFound"),
                ("hotline.progress", "notFound"),
            }
        )
        {
            Assert.Equal(
                1L,
                await host.ScalarAsync<long>(
                    "SELECT count(*) FROM access_log WHERE actor = $1 AND action = $2 AND (outcome <> 'shown') = $3 AND $4 = ANY(person_ids)",
                    subject,
                    action,
                    outcome != "shown",
                    Guid.Parse(person)
                )
            );
        }

        object Called(string name) =>
            new
            {
                identityNumber = number,
                name,
                kind = "2",
                text = "一直没有人联系",
            };
    }

    [Fact]
    public async Task Figures_are_by_office_and_kind_for_those_above_and_not_for_the_office_itself()
    {
        var before = await CountAsync(city);
        var (_, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        (await nobody.PostAsync("/v1/own-complaint", Own(receipt, "5"))).Expect(HttpStatusCode.OK);
        Assert.Equal(before + 1, await CountAsync(city));
        Assert.Equal(0, await CountAsync(supervisor));
        var auditor = new Hosts.Api(host, host.Token("auditor"));
        Assert.Equal(before + 1, await CountAsync(auditor));
        (await city.GetAsync($"/v1/complaints/figures?from={Today}&to=2020-01-01")).Expect(HttpStatusCode.BadRequest);

        static async Task<long> CountAsync(Hosts.Api by) =>
            (await by.GetAsync($"/v1/complaints/figures?from={Today}&to={Today}")).Expect(HttpStatusCode.OK).Json["items"]!
                .AsArray()
                .Where(one => (string?)one!["office"] == Hosts.Api.Donghu && (string?)one["kind"] == "5")
                .Sum(one => (long)one!["raised"]!);
    }

    [Fact]
    public async Task Who_sees_the_data_at_another_office_is_told_to_the_person_once_a_day_and_no_more_than_that()
    {
        var (person, receipt, _) = await People.RegisterAsync(clerk, People.Submission(number));
        (await clerk.PostAsync($"/v1/persons/{person}/reveal", new { note = "核对本人证件" })).Expect(HttpStatusCode.OK);
        Assert.Equal(0, await ToldAsync());
        foreach (var reason in new[] { "上级抽查甲", "上级抽查乙" })
            (await city.PostAsync($"/v1/persons/{person}/reveal", new { note = reason })).Expect(HttpStatusCode.OK);
        Assert.Equal(1, await ToldAsync());

        // A claim of a contact at an office above gives the telephone: the same kind of use.
        var (called, _, _) = await People.RegisterAsync(clerk, People.Submission(People.Number()));
        (await clerk.PostAsync($"/v1/persons/{called}/duties/firstContact/claim", new { hours = 1 })).Expect(HttpStatusCode.OK);
        Assert.Equal(0, await CountAsync(called));
        var (other, _, _) = await People.RegisterAsync(clerk, People.Submission(People.Number()));
        (await city.PostAsync($"/v1/persons/{other}/duties/firstContact/claim", new { hours = 1 })).Expect(HttpStatusCode.OK);
        Assert.Equal(1, await CountAsync(other));

        async Task<int> CountAsync(string of) =>
            (await city.GetAsync($"/v1/persons/{of}/history?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!
                .AsArray()
                .Count(line => (string?)line!["event"] == "dataUsed");

        async Task<int> ToldAsync()
        {
            var history = (await city.GetAsync($"/v1/persons/{person}/history?pageSize=200")).Expect(HttpStatusCode.OK);
            Assert.DoesNotContain("抽查", history.Text, StringComparison.Ordinal);
            return history.Json["items"]!.AsArray().Count(line => (string?)line!["event"] == "dataUsed");
        }
    }

    private object Pair(string receipt) => new { receiptNumber = receipt, identityNumber = number };

    private object Own(string receipt, string kind = "1") =>
        new
        {
            receiptNumber = receipt,
            identityNumber = number,
            kind,
            text = Words,
        };
}
