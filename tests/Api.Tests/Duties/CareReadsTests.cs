using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Duties;

[Collection(OneHost.Name)]
public sealed class CareReadsTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));
    private readonly Hosts.Api other = new(host, host.Token("clerk", Hosts.Api.Nanchang));

    [Fact]
    public async Task Contacts_and_services_are_lists_newest_first_and_masked()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var telephone = People.Telephone();
        (await clerk.ContactAsync(person, "notReached")).Expect(HttpStatusCode.OK);
        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/contacts",
                new
                {
                    channel = "faceToFace",
                    outcome = "reached",
                    note = $"改用 {telephone}",
                    wishes = new[] { "4" },
                }
            )
        ).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync($"/v1/persons/{person}/services", new { item = "S101", result = "given" })).Expect(HttpStatusCode.OK);

        var contacts = await ItemsAsync(clerk, $"/v1/persons/{person}/contacts");
        Assert.Equal(
            [("faceToFace", "reached", true), ("telephone", "notReached", false)],
            contacts.Select(one => ((string)one!["channel"]!, (string)one["outcome"]!, (bool)one["reached"]!))
        );
        Assert.Equal(["4"], contacts[0]!["wishes"]!.AsArray().Select(one => (string)one!));
        Assert.DoesNotContain(telephone, contacts[0]!["note"]!.ToString(), StringComparison.Ordinal);
        Assert.True((long)contacts[0]!["sequence"]! > (long)contacts[1]!["sequence"]!);

        var service = Assert.Single(await ItemsAsync(clerk, $"/v1/persons/{person}/services"))!;
        Assert.Equal(
            ("S101", "given", Hosts.Api.Donghu),
            ((string)service["item"]!, (string)service["result"]!, (string)service["office"]!)
        );
        (await other.GetAsync($"/v1/persons/{person}/contacts")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Codes_are_codes_in_the_history_and_on_the_list_of_applications()
    {
        var submitted = (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);
        var (person, number) = (submitted["personId"]!, submitted["applicationNumber"]!);
        var first = (await ItemsAsync(clerk, $"/v1/persons/{person}/history"))[0]!["facts"]!;
        Assert.Equal("24", (string?)first["reason"] ?? "24");
        Assert.DoesNotContain("habitualResidence", first.ToJsonString(), StringComparison.Ordinal);

        JsonNode? line = null;
        for (string? next = ""; line is null && next is not null; )
        {
            var page = (await clerk.GetAsync($"/v1/applications?pageSize=200{(next.Length == 0 ? "" : $"&cursor={next}")}")).Expect(
                HttpStatusCode.OK
            );
            line = page.Json["items"]!.AsArray().FirstOrDefault(one => (string?)one!["number"] == number);
            next = page["next"];
        }

        Assert.EndsWith("*", (string)line!["name"]!, StringComparison.Ordinal);
        Assert.Equal(4, ((string)line["identityNumber"]!).Length);
    }

    private static async Task<JsonArray> ItemsAsync(Hosts.Api caller, string path) =>
        (await caller.GetAsync(path)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
}
