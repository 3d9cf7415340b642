using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Recognising;

/// <summary>A recognition as a hardship person over the API: from the application to its withdrawal, and what each of them sees.</summary>
[Collection(OneHost.Name)]
public sealed class RecognitionTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Donghu));
    private readonly Hosts.Api anyone = new(host, null);

    [Fact]
    public async Task It_is_applied_for_checked_decided_by_two_shown_and_withdrawn()
    {
        var number = People.Number();
        var (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(number));
        var at = $"/v1/persons/{person}/hardship";
        var applied = (await clerk.PostAsync(at + "/applications", Application("050", "040"))).Expect(HttpStatusCode.OK);
        Assert.Equal(("hardshipApplied", registration), (applied["outcome"], applied["registrationNumber"]));
        var id = applied["reference"]!;
        (await clerk.PostAsync(at + "/applications", Application("060"))).ExpectProblem(
            HttpStatusCode.Conflict,
            "hardship-application-open"
        );
        Assert.Equal("applied", At(await ProgressAsync(application, number), "hardship.status"));

        (await clerk.PostAsync($"{at}/applications/{id}/recognition", new { })).ExpectProblem(
            HttpStatusCode.Conflict,
            "hardship-not-shown"
        );
        (
            await clerk.PostAsync(
                $"{at}/applications/{id}/examination",
                new { categories = new[] { "040", "050" }, evidence = new { basis = "3", note = "核对无误" } }
            )
        ).Expect(HttpStatusCode.OK);
        var read = (await clerk.GetAsync(at)).Expect(HttpStatusCode.OK);
        Assert.Equal(
            ("toDecide", "2", "2"),
            (At(read, "steps.open.status"), At(read, "steps.open.categoryCount"), At(read, "steps.open.shownCount"))
        );
        Assert.Null(read["publicity"]);
        Assert.DoesNotContain("\"040\"", read.Text, StringComparison.Ordinal);

        var proposed = (await clerk.PostAsync($"{at}/applications/{id}/recognition", new { })).Expect(HttpStatusCode.OK);
        Assert.Equal("proposed", proposed["outcome"]);
        var confirmation = $"/v1/persons/{person}/proposals/{proposed["reference"]}/confirmation";
        (await clerk.PostAsync(confirmation, null)).ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
        (await supervisor.PostAsync(confirmation, null)).Expect(HttpStatusCode.OK);

        // In force; which categories, only a reveal says.
        read = (await clerk.GetAsync(at)).Expect(HttpStatusCode.OK);
        Assert.Equal(("true", "recognised"), (read["inForce"], At(read, "steps.latest.kind")));
        var revealed = (await clerk.PostAsync($"/v1/persons/{person}/reveal", new { note = "核对认定类别" })).Expect(HttpStatusCode.OK);
        Assert.Equal(("040", "050"), (At(revealed, "hardshipCategories.0"), At(revealed, "hardshipCategories.1")));
        var history = (await clerk.GetAsync($"/v1/persons/{person}/history?pageSize=100")).Expect(HttpStatusCode.OK);
        foreach (var step in (string[])["hardshipApplied", "hardshipExamined", "hardshipRecognised"])
            Assert.Contains(step, history.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"050\"", history.Text, StringComparison.Ordinal);
        Assert.Equal("recognised", At(await ProgressAsync(application, number), "hardship.status"));
        (await clerk.PostAsync(at + "/applications", Application("050"))).ExpectProblem(HttpStatusCode.Conflict, "already-recognised");

        // The person's own wish takes nobody else, and the person may still object.
        (await clerk.PostAsync(at + "/withdrawal", new { ground = "3", evidence = new { basis = "1", note = "本人要求" } })).Expect(
            HttpStatusCode.OK
        );
        var progress = await ProgressAsync(application, number);
        Assert.Equal(("withdrawn", "本人不再申请或要求取消"), (At(progress, "hardship.status"), At(progress, "hardship.because")));
        Assert.Contains("\"hardship\"", progress.Text, StringComparison.Ordinal);
        (await clerk.PostAsync($"/v1/persons/{person}/objections", new { against = "hardship", text = "请恢复" })).Expect(
            HttpStatusCode.Created
        );
    }

    [Fact]
    public async Task The_person_applies_with_receipt_and_number()
    {
        var number = People.Number();
        var (person, application, _) = await People.RegisterAsync(clerk, People.Submission(number));
        var own = new
        {
            receiptNumber = application,
            identityNumber = number,
            categories = new[] { "050" },
            note = "找不到工作",
        };
        (
            await anyone.PostAsync("/v1/own-hardship", own with { receiptNumber = application, identityNumber = People.Number() })
        ).ExpectProblem(HttpStatusCode.NotFound, "progress-not-found");
        for (var times = 0; times < 2; times++)
            Assert.Equal("true", (await anyone.PostAsync("/v1/own-hardship", own)).Expect(HttpStatusCode.OK)["recorded"]);
        var read = (await clerk.GetAsync($"/v1/persons/{person}/hardship")).Expect(HttpStatusCode.OK);
        Assert.Equal(("person", "applied"), (At(read, "steps.open.origin"), At(read, "steps.open.status")));
        var duties = (await clerk.GetAsync($"/v1/persons/{person}/duties")).Expect(HttpStatusCode.OK);
        Assert.Contains("hardshipExamination:", duties.Text, StringComparison.Ordinal);
        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'hardship.read' AND $1 = ANY (person_ids)",
                Guid.Parse(person)
            ) == 1
        );
    }

    [Fact]
    public async Task What_is_wrong_names_its_field()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var at = $"/v1/persons/{person}/hardship";
        Wrong("origin", "required", await clerk.PostAsync(at + "/applications", new { categories = new[] { "050" } }));
        Wrong("categories", "required", await clerk.PostAsync(at + "/applications", new { origin = "person" }));
        Wrong("categories", "required", await clerk.PostAsync(at + "/applications", Application()));
        Wrong("categories[1]", "notInList", await clerk.PostAsync(at + "/applications", Application("050", "051")));
        Wrong("categories[1]", "duplicate", await clerk.PostAsync(at + "/applications", Application("050", "050")));
        Wrong("ground", "notInList", await clerk.PostAsync(at + "/applications/x/refusal", new { ground = "材料不全" }));
        (await clerk.PostAsync(at + "/applications/x/refusal", new { ground = "1" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "no-hardship-application"
        );
        (await clerk.PostAsync(at + "/withdrawal", new { ground = "4", evidence = new { basis = "3", note = "核查" } })).ExpectProblem(
            HttpStatusCode.Conflict,
            "not-recognised"
        );

        // The check that is recorded at once takes several, too.
        Wrong(
            "recognition.categories",
            "contradicts",
            await clerk.PostAsync(
                $"/v1/persons/{person}/hardship-check",
                new
                {
                    recognition = new
                    {
                        category = "050",
                        categories = new[] { "060" },
                        from = Today(),
                    },
                    evidence = new { basis = "3", note = "核查" },
                }
            )
        );
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/hardship-check",
                new
                {
                    recognition = new { categories = new[] { "050", "060" }, from = Today() },
                    evidence = new { basis = "3", note = "核查" },
                }
            )
        ).Expect(HttpStatusCode.OK);
        Assert.Equal("true", (await clerk.GetAsync(at))["inForce"]);
    }

    /// <summary>A member of a member; an index is the number of an entry.</summary>
    private static string? At(Answer answer, string path) =>
        path.Split('.').Aggregate(answer.Json, (node, part) => int.TryParse(part, out var i) ? node?[i]! : node?[part]!)?.ToString();

    private static string Today() =>
        TimeProvider
            .System.GetUtcNow()
            .ToOffset(TimeSpan.FromHours(8))
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static object Application(params string[] categories) => new { origin = "person", categories };

    private static void Wrong(string field, string code, Answer answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal((field, code), (At(answer, "errors.0.field"), At(answer, "errors.0.code")));
    }

    private async Task<Answer> ProgressAsync(string receipt, string number) =>
        (await anyone.PostAsync("/v1/progress", new { receiptNumber = receipt, identityNumber = number })).Expect(HttpStatusCode.OK);
}
