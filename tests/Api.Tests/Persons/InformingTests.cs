using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Persons;

/// <summary>告知 over HTTP: how somebody was informed of a decision is recorded and in the history.</summary>
[Collection(OneHost.Name)]
public sealed class InformingTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task An_informing_by_telephone_is_recorded_after_the_exit()
    {
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(People.Number()));
        var call = new { of = "exit", channel = "telephone", outcome = "informed", note = "已电话告知,回电13800138000" };
        (await clerk.PostAsync($"/v1/persons/{person}/informings", call)).ExpectProblem(HttpStatusCode.Conflict, "nothing-to-inform-of");

        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal("informingRecorded", (await clerk.PostAsync($"/v1/persons/{person}/informings", call)).Expect(HttpStatusCode.OK)["outcome"]);
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

        var refused = await clerk.PostAsync($"/v1/persons/{person}/informings", new { of = "exit", channel, at, outcome = "informed" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(field, (string?)refused.Json["errors"]![0]!["field"]);
    }
}
