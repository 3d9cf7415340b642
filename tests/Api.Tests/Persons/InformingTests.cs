using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Persons;

/// <summary>告知 over HTTP: how a person was informed of a decision is recorded and in the history.</summary>
[Collection(OneHost.Name)]
public sealed class InformingTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task An_informing_by_telephone_is_recorded_after_the_exit()
    {
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(People.Number()));
        var call = new
        {
            of = "exit",
            channel = "telephone",
            outcome = "informed",
            note = "已电话告知,回电13800138000",
        };
        (await clerk.PostAsync($"/v1/persons/{person}/informings", call)).ExpectProblem(HttpStatusCode.Conflict, "nothing-to-inform-of");

        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal(
            "informingRecorded",
            (await clerk.PostAsync($"/v1/persons/{person}/informings", call)).Expect(HttpStatusCode.OK)["outcome"]
        );
        var history = (await clerk.GetAsync($"/v1/persons/{person}/history?pageSize=200")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("informingRecorded", history, StringComparison.Ordinal);
        Assert.DoesNotContain("13800138000", history, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ownReport", null, "channel")]
    [InlineData("letter", "2020-01-01T10:00:00+08:00", "at")]
    public async Task What_informs_nobody_is_refused_with_its_field(string channel, string? at, string field)
    {
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(People.Number()));
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);

        var refused = await clerk.PostAsync(
            $"/v1/persons/{person}/informings",
            new
            {
                of = "exit",
                channel,
                at,
                outcome = "informed",
            }
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(field, (string?)refused.Json["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task After_a_death_the_contact_of_the_family_is_masked_and_revealed()
    {
        var (person, _, number) = await People.RegisterAsync(clerk, People.Submission(People.Number()));
        var exit = People.Exit("26");
        exit["familyContact"] = new JsonObject
        {
            ["name"] = "王家属",
            ["relationship"] = "配偶",
            ["telephone"] = "13912345678",
        };
        (await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).Expect(HttpStatusCode.OK);
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/informings",
                new
                {
                    of = "exit",
                    channel = "shortMessage",
                    outcome = "informed",
                }
            )
        ).Expect(HttpStatusCode.BadRequest);
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/informings",
                new
                {
                    of = "exit",
                    channel = "telephone",
                    outcome = "informed",
                }
            )
        ).Expect(HttpStatusCode.OK);

        var shown = (await clerk.GetAsync($"/v1/registrations/{number}")).Expect(HttpStatusCode.OK);
        Assert.Equal("配偶", (string?)shown.Json["exit"]!["familyContact"]!["relationship"]);
        Assert.Equal(true, (bool?)shown.Json["informings"]![0]!["family"]);
        var history = (await clerk.GetAsync($"/v1/persons/{person}/history?pageSize=200")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("王家属", history.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "13912345678",
            shown.Text + history.Text + (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
        Assert.Equal("13912345678", (string?)(await RevealAsync(person))["telephone"]);
    }

    [Fact]
    public async Task A_telephone_of_the_family_that_is_none_is_kept_as_given_and_holds_up_nothing()
    {
        var (person, _, number) = await People.RegisterAsync(clerk, People.Submission(People.Number()));
        var exit = People.Exit("26");
        exit["familyContact"] = new JsonObject { ["telephone"] = "1391234" };
        (await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(
            "1391234",
            (await clerk.GetAsync($"/v1/registrations/{number}")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
        Assert.Equal("1391234", (string?)(await RevealAsync(person))["telephone"]);
    }

    [Fact]
    public async Task With_another_reason_the_contact_of_the_family_is_refused_in_both_languages()
    {
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(People.Number()));
        var exit = People.Exit();
        exit["familyContact"] = new JsonObject { ["name"] = "王家属" };
        var refused = await clerk.PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString());
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(
            ("familyContact", "onlyWithDeath"),
            ((string?)refused.Json["errors"]![0]!["field"], (string?)refused.Json["errors"]![0]!["code"])
        );
        Assert.Contains("家属", refused.Text, StringComparison.Ordinal);
    }

    private async Task<JsonNode> RevealAsync(string person) =>
        (await clerk.PostAsync($"/v1/persons/{person}/reveal", new { note = "通知家属" })).Expect(HttpStatusCode.OK).Json["familyContact"]!;
}
