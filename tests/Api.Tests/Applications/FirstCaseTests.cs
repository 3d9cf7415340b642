using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Applications;

[Collection(OneHost.Name)]
public sealed class FirstCaseTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task From_application_to_exit()
    {
        var number = People.Number();
        var (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(number));
        var read = (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        Assert.Equal("active", (string?)read.Json["registration"]!["status"]);
        Assert.Equal(registration, (string?)read.Json["registration"]!["number"]);
        Assert.DoesNotContain(number, read.Text, StringComparison.Ordinal);
        Assert.Equal("approved", (await clerk.GetAsync($"/v1/applications/{application}")).Expect(HttpStatusCode.OK)["status"]);

        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal("exited", (await clerk.GetAsync($"/v1/registrations/{registration}")).Expect(HttpStatusCode.OK)["status"]);

        var events = new List<string>();
        string? next = null;
        do
        {
            var page = (await clerk.GetAsync($"/v1/persons/{person}/history?pageSize=3{(next is null ? "" : "&cursor=" + next)}")).Expect(
                HttpStatusCode.OK
            );
            events.AddRange(page.Json["items"]!.AsArray().Select(item => (string)item!["event"]!));
            next = page["next"];
        } while (next is not null);
        Assert.Equal(
            [
                "applicationSubmitted",
                "dutyOpened",
                "verificationRecorded",
                "applicationApproved",
                "registered",
                "dutyClosed",
                "dutyOpened",
                "exited",
                "dutyClosed",
            ],
            events
        );
    }
}
