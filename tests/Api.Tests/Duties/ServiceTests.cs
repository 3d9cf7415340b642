using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Duties;

[Collection(OneHost.Name)]
public sealed class ServiceTests(ApiHost host)
{
    private static readonly object ByHand = new { basis = "3", note = "核对认定表" };

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task Services_and_policies_of_the_lists_are_recorded_and_no_others()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        Assert.Equal(
            "serviceRecorded",
            (await clerk.PostAsync($"/v1/persons/{person}/services", new { item = "S101", result = "notWanted" })).Expect(
                HttpStatusCode.OK
            )["outcome"]
        );
        Assert.Equal(
            "policyStepRecorded",
            (await clerk.PostAsync($"/v1/persons/{person}/policies", new { policy = "P040", step = "told" })).Expect(HttpStatusCode.OK)[
                "outcome"
            ]
        );
        Assert.Equal(
            "item",
            (await clerk.PostAsync($"/v1/persons/{person}/services", new { item = "S999", result = "given" }))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-field")
                .Field()
        );
        Assert.Equal(
            "policy",
            (await clerk.PostAsync($"/v1/persons/{person}/policies", new { policy = "X", step = "told" }))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-field")
                .Field()
        );
        Assert.Equal(
            "step",
            (await clerk.PostAsync($"/v1/persons/{person}/policies", new { policy = "P040", step = "forced" }))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                .Field()
        );
        Assert.Equal("on", (
                await clerk.PostAsync(
                    $"/v1/persons/{person}/services",
                    new
                    {
                        item = "S101",
                        result = "given",
                        on = "2199-01-01",
                    }
                )
            ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-field").Field());
        Assert.Equal("on", (
                await clerk.PostAsync(
                    $"/v1/persons/{person}/services",
                    new
                    {
                        item = "S101",
                        result = "given",
                        on = "2020-01-01",
                    }
                )
            ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-field").Field());
        Assert.Equal(2L, await host.ScalarAsync<long>("SELECT count(*) FROM service_record WHERE person_id = $1::uuid", person));
    }

    [Fact]
    public async Task The_lists_are_open_versioned_and_speak_both_languages()
    {
        foreach (var path in (string[])["/v1/service-list", "/v1/policy-list"])
        {
            var list = (await new Hosts.Api(host, null).GetAsync(path)).Expect(HttpStatusCode.OK);
            Assert.NotEmpty(list["version"]!);
            Assert.All(list.Json["items"]!.AsArray(), item =>
                Assert.False(((string?)item!["zh"])!.Length == 0 || ((string?)item["en"])!.Length == 0)
            );
        }
    }

    [Fact]
    public async Task The_grade_is_the_rules_until_a_clerk_overrides_it()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        Assert.Equal("selfReliant", (await clerk.GetAsync($"/v1/persons/{person}"))["grade"]);
        (await clerk.PostAsync($"/v1/persons/{person}/grade", new { grade = "assisted", note = "需要职业指导" })).Expect(HttpStatusCode.OK);
        Assert.Equal("assisted", (await clerk.GetAsync($"/v1/persons/{person}"))["grade"]);
        (await clerk.PostAsync($"/v1/persons/{person}/grade", new { grade = "assisted", note = "需要职业指导" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "nothing-changes"
        );
        Assert.Equal(
            "note",
            (await clerk.PostAsync($"/v1/persons/{person}/grade", new { grade = "intensive" }))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                .Field()
        );
        (await clerk.PostAsync($"/v1/persons/{person}/grade", new { note = "已不需要" })).Expect(HttpStatusCode.OK);
        Assert.Equal("selfReliant", (await clerk.GetAsync($"/v1/persons/{person}"))["grade"]);
    }

    [Fact]
    public async Task A_recognition_of_hardship_shows_its_days_and_its_category_by_a_reveal_only()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/hardship-check",
                new
                {
                    recognition = new
                    {
                        category = "060",
                        from = "2026-01-01",
                        to = "2126-12-31",
                    },
                    evidence = ByHand,
                }
            )
        ).Expect(HttpStatusCode.OK);
        var read = (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("intensive", "2026-01-01"), (read["grade"], (string?)read.Json["hardship"]!["from"]));
        var history = (await clerk.GetAsync($"/v1/persons/{person}/history")).Expect(HttpStatusCode.OK);
        Assert.All((Answer[])[read, history], answer => Assert.DoesNotContain("\"060\"", answer.Text, StringComparison.Ordinal));
        Assert.Equal(
            "060",
            (await clerk.PostAsync($"/v1/persons/{person}/reveal", """{"note":"核对本人证件"}""")).Expect(HttpStatusCode.OK)[
                "hardshipCategory"
            ]
        );
    }

    [Theory]
    [InlineData(
        """{"recognition":{"category":"999","from":"2026-01-01"},"evidence":{"basis":"3","note":"核对"}}""",
        "recognition.category"
    )]
    [InlineData("""{"recognition":{"category":"060","from":"2199-01-01"},"evidence":{"basis":"3","note":"核对"}}""", "recognition.from")]
    [InlineData(
        """{"recognition":{"category":"060","from":"2026-01-02","to":"2026-01-01"},"evidence":{"basis":"3","note":"核对"}}""",
        "recognition.to"
    )]
    [InlineData("""{"evidence":{"basis":"3"}}""", "evidence.note")]
    public async Task What_is_wrong_with_a_recognition_is_named(string body, string field)
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        Assert.Equal(
            field,
            (await clerk.PostAsync($"/v1/persons/{person}/hardship-check", body)).Expect(HttpStatusCode.BadRequest).Field()
        );
    }

    [Fact]
    public async Task A_pension_that_is_drawn_ends_nothing_by_itself()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{person}/pension-check", new { evidence = ByHand })).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );
        Assert.Equal(
            "pensionChecked",
            (await clerk.PostAsync($"/v1/persons/{person}/pension-check", new { draws = true, evidence = ByHand })).Expect(
                HttpStatusCode.OK
            )["outcome"]
        );
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);
        Assert.Contains("exit:basicPension", await clerk.DutiesAsync(person));
    }

    [Fact]
    public async Task Benefit_shows_its_days_and_ends_nothing_of_the_registration()
    {
        var (person, _, registration) = await People.RegisterAsync(clerk);
        var match = new
        {
            basis = "2",
            source = "失业保险待遇库",
            matchedAt = "2026-01-05T08:00:00+08:00",
        };
        Assert.Equal(
            "benefitRecorded",
            (
                await clerk.PostAsync(
                    $"/v1/persons/{person}/benefit",
                    new
                    {
                        status = "20",
                        from = "2026-01-01",
                        to = "2126-12-31",
                        evidence = match,
                    }
                )
            ).Expect(HttpStatusCode.OK)["outcome"]
        );
        var drawn = (await clerk.GetAsync($"/v1/persons/{person}")).Json["benefit"]!;
        Assert.Equal(("2026-01-01", "2126-12-31"), ((string?)drawn["from"], (string?)drawn["to"]));
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/benefit",
                new
                {
                    status = "46",
                    from = "2026-01-05",
                    evidence = match,
                }
            )
        ).Expect(HttpStatusCode.OK);
        Assert.Equal("2026-01-04", (string?)(await clerk.GetAsync($"/v1/persons/{person}")).Json["benefit"]!["to"]);
        Assert.Equal("active", (await clerk.GetAsync($"/v1/registrations/{registration}"))["status"]);
        Assert.DoesNotContain(
            "46",
            (await clerk.GetAsync($"/v1/persons/{person}/history")).Expect(HttpStatusCode.OK).Json["items"]!
                .AsArray()
                .Where(item => (string?)item!["event"] == "benefitRecorded")
                .Select(item => (string?)item!["facts"]!["benefitState"])
        );
    }

    [Theory]
    [InlineData("""{"status":"21","from":"2026-01-01","evidence":{"basis":"3","note":"核对"}}""", "status")]
    [InlineData("""{"from":"2026-01-01","evidence":{"basis":"3","note":"核对"}}""", "status")]
    [InlineData("""{"status":"20","evidence":{"basis":"3","note":"核对"}}""", "from")]
    [InlineData("""{"status":"20","from":"2199-01-01","evidence":{"basis":"3","note":"核对"}}""", "from")]
    [InlineData("""{"status":"20","from":"2026-01-02","to":"2026-01-01","evidence":{"basis":"3","note":"核对"}}""", "to")]
    [InlineData("""{"status":"30","from":"2026-01-02","to":"2026-01-03","evidence":{"basis":"3","note":"核对"}}""", "to")]
    [InlineData("""{"status":"30","from":"2026-01-02"}""", "evidence")]
    public async Task What_is_wrong_with_a_benefit_is_named(string body, string field)
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        Assert.Equal(field, (await clerk.PostAsync($"/v1/persons/{person}/benefit", body)).Expect(HttpStatusCode.BadRequest).Field());
    }
}
