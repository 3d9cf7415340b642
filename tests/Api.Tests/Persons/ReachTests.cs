using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Persons;

/// <summary>Who sees what: the region tree, masks, reveals and the access log.</summary>
[Collection(OneHost.Name)]
public sealed class ReachTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api other = new(host, host.Token("clerk", Hosts.Api.Nanchang));
    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Nanchang));

    [Fact]
    public async Task Another_office_sees_nothing_but_that_a_case_exists_and_where()
    {
        var number = People.Number();
        var (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(number));
        foreach (
            var path in (string[])
                [
                    $"/v1/persons/{person}",
                    $"/v1/persons/{person}/history",
                    $"/v1/applications/{application}",
                    $"/v1/registrations/{registration}",
                ]
        )
        {
            (await other.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
            (await clerk.GetAsync(path)).Expect(HttpStatusCode.OK);
            (await supervisor.GetAsync(path)).Expect(HttpStatusCode.OK);
        }

        (await other.PostAsync($"/v1/persons/{person}/reveal", """{"note":"好奇而已"}""")).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
        (await other.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-your-case"
        );

        var found = (await other.PostAsync("/v1/search", new { identityNumber = number })).Expect(HttpStatusCode.OK);
        var line = Assert.Single(found.Json["items"]!.AsArray())!.AsObject();
        Assert.Equal(["withinReach", "office", "officeName", "officeTelephone"], line.Select(member => member.Key));
        Assert.Equal((false, Hosts.Api.Donghu), ((bool)line["withinReach"]!, (string?)line["office"]));
        Assert.Equal(
            """{"items":[]}""",
            (await other.PostAsync("/v1/search", new { registrationNumber = registration })).Expect(HttpStatusCode.OK).Text
        );
        Assert.Equal(
            """{"items":[]}""",
            (await other.PostAsync("/v1/search", new { applicationNumber = application })).Expect(HttpStatusCode.OK).Text
        );
    }

    /// <summary>A curious clerk who knows a number: the application that asks for the case opens nothing of it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_office_that_asks_for_the_case_sees_its_own_form_and_how_far_the_request_is(bool registered)
    {
        var number = People.Number();
        var telephone = "13700001111";
        string person,
            application;
        string? registration = null;
        if (registered)
        {
            (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(number, telephone: telephone));
        }
        else
        {
            var submitted = (
                await clerk.PostAsync("/v1/applications", People.Submission(number, telephone: telephone).ToJsonString())
            ).Expect(HttpStatusCode.Created);
            (person, application) = (submitted["personId"]!, submitted["applicationNumber"]!);
        }

        var key = Guid.NewGuid().ToString();
        var form = People.Submission(number, Hosts.Api.Nanchang, telephone: "13900005678").ToJsonString();
        var asked = (await other.PostAsync("/v1/applications", form, key)).Expect(HttpStatusCode.OK);
        Assert.Equal(("transferRequested", Hosts.Api.Donghu), (asked["outcome"], asked["office"]));
        Assert.Equal($"/v1/persons/{person}/transfer-requests/{asked["reference"]}", asked["href"]);

        // Not even the number of the case, which is the person's receipt.
        foreach (
            var answer in (Answer[])
                [
                    asked,
                    await other.PostAsync("/v1/applications", form),
                    await other.GetAsync($"/v1/commands/{key}"),
                    await other.GetAsync(asked["href"]!),
                ]
        )
        {
            Assert.DoesNotContain(application, answer.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            Assert.DoesNotContain("137****1111", answer.Text, StringComparison.Ordinal);
            if (registration is not null)
                Assert.DoesNotContain(registration, answer.Text, StringComparison.Ordinal);
        }

        foreach (
            var path in (string?[])
                [
                    $"/v1/persons/{person}",
                    $"/v1/persons/{person}/history",
                    $"/v1/persons/{person}/duties",
                    $"/v1/applications/{application}",
                    registration is null ? null : $"/v1/registrations/{registration}",
                ]
        )
        {
            if (path is not null)
                (await other.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        }

        (await other.PostAsync($"/v1/persons/{person}/reveal", """{"note":"核对本人证件"}""")).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );

        var view = (await other.GetAsync(asked["href"]!)).Expect(HttpStatusCode.OK);
        Assert.Equal(
            ("open", Hosts.Api.Donghu, "王小明"),
            (view["status"], (string?)view.Json["holder"]!["code"], (string?)view.Json["form"]!["name"])
        );
        Assert.EndsWith("5678", (string)view.Json["form"]!["telephone"]!, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty((string?)view.Json["holder"]!["telephone"]));

        Assert.True(
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM access_log WHERE action = 'transfer-requests.read' AND $1::uuid = ANY (person_ids)",
                person
            ) > 0
        );

        // It is the asking office's; the one that holds the case has it on its list.
        (await clerk.GetAsync(asked["href"]!)).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await other.GetAsync($"/v1/persons/{person}/transfer-requests/x")).ExpectProblem(HttpStatusCode.NotFound, "not-found");

        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/transfer-requests/{asked["reference"]}/decline",
                new { declaration = new { basis = "1", note = "本人当面说明继续在原机构办理" } }
            )
        ).Expect(HttpStatusCode.OK);
        var closed = (await other.GetAsync(asked["href"]!)).Expect(HttpStatusCode.OK);
        Assert.Equal(("declined", null, null), (closed["status"], closed["holder"], closed["form"]));
    }

    [Fact]
    public async Task Nothing_that_is_masked_shows_the_number_the_telephone_the_address_or_the_birth_date()
    {
        var number = People.Number();
        var telephone = People.Telephone();
        var submission = People.Submission(number, telephone: telephone);
        submission["reason"] = "70";
        var (person, application, registration) = await People.RegisterAsync(clerk, submission);
        var check = People.Exit();
        check["evidence"]!["note"] = $"证件 {number} 电话 {telephone}";
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/correction",
                new
                {
                    note = $"号码 {number}",
                    education = "21",
                    telephone = People.Telephone(),
                }
            )
        ).Expect(HttpStatusCode.OK);
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/contacts",
                new
                {
                    channel = "telephone",
                    outcome = "notReached",
                    note = $"拨打 {telephone}",
                    skill = number,
                }
            )
        ).Expect(HttpStatusCode.OK);
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/services",
                new
                {
                    item = "S201",
                    result = "offered",
                    note = $"证件 {number}",
                }
            )
        ).Expect(HttpStatusCode.OK);
        var due = (string)(await clerk.DutyAsync(person, "firstContact"))["due"]!;
        (
            await clerk.PostAsync($"/v1/persons/{person}/duties/firstContact/snooze", new { until = due, note = $"本人 {telephone} 约定" })
        ).Expect(HttpStatusCode.OK);
        Answer[] registered =
        [
            await clerk.GetAsync($"/v1/persons/{person}"),
            await clerk.GetAsync($"/v1/persons/{person}/duties"),
            await clerk.GetAsync("/v1/worklists/firstContact?pageSize=200"),
        ];
        (await clerk.PostAsync($"/v1/persons/{person}/exit", check.ToJsonString())).Expect(HttpStatusCode.OK);
        Answer[] answers =
        [
            .. registered,
            await clerk.GetAsync($"/v1/persons/{person}"),
            await clerk.GetAsync($"/v1/persons/{person}/history?pageSize=200"),
            await clerk.GetAsync($"/v1/applications/{application}"),
            await clerk.GetAsync($"/v1/registrations/{registration}"),
            await clerk.GetAsync("/v1/applications?pageSize=200"),
            await clerk.PostAsync("/v1/search", new { identityNumber = number }),
            await clerk.PostAsync("/v1/search", new { name = "王小明", pageSize = "200" }),
        ];
        var birth = $"{number[6..10]}-{number[10..12]}-{number[12..14]}";
        foreach (var answer in answers)
        {
            answer.Expect(HttpStatusCode.OK);
            Assert.All((string[])[number, telephone, birth, "示例路12号", "\"70\"", "releasedFromPrison"], secret =>
                Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal)
            );
        }

        var revealed = (await clerk.PostAsync($"/v1/persons/{person}/reveal", """{"note":"核对本人证件"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((number, birth), (revealed["identityNumber"], revealed["birthDate"]));
        (await clerk.PostAsync($"/v1/persons/{person}/reveal", "{}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.DoesNotContain(host.Log.Lines, line =>
            line.Contains(number, StringComparison.Ordinal)
            || line.Contains(telephone, StringComparison.Ordinal)
            || line.Contains("王小明", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Each_read_is_on_the_access_log_and_none_is_answered_that_cannot_be()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var before = await host.ScalarAsync<long>("SELECT count(*) FROM access_log");
        (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        (await clerk.GetAsync("/v1/applications")).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync($"/v1/persons/{person}/reveal", """{"note":"核对本人证件"}""")).Expect(HttpStatusCode.OK);
        (await other.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(before + 4, await host.ScalarAsync<long>("SELECT count(*) FROM access_log"));

        await host.ScalarAsync<object>("ALTER TABLE access_log RENAME TO access_log_away");
        try
        {
            var refused = (await clerk.GetAsync($"/v1/persons/{person}")).ExpectProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
            Assert.True(refused.Headers.ContainsKey("Retry-After"));
            Assert.DoesNotContain("王", refused.Text, StringComparison.Ordinal);
        }
        finally
        {
            await host.ScalarAsync<object>("ALTER TABLE access_log_away RENAME TO access_log");
        }

        (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
    }
}
