using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Platform;

/// <summary>Applications that come from the platform.</summary>
public sealed class ApplicationTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private const string Region = "360102";

    private readonly Hosts.Api supervisor = new(host, host.Token("supervisor", Hosts.Api.Province));

    [Fact]
    public async Task One_is_traced_by_its_number_through_approval_to_the_uploaded_result()
    {
        var number = People.Number();
        var platformNumber = "P20261122-" + number[6..];
        await host.ApplyAsync(new { applications = new[] { Application(platformNumber, number) } });
        var person = await FoundAsync(number);
        var application = (await supervisor.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Json["application"]!;
        Assert.Equal((platformNumber, "1"), ((string)application["platformNumber"]!, (string)application["channel"]!));

        var ours = (string)application["number"]!;
        (await supervisor.PostAsync($"/v1/applications/{ours}/verifications", People.Check("identity", "confirmed").ToJsonString())).Expect(
            HttpStatusCode.OK
        );
        var approved = (await supervisor.PostAsync($"/v1/applications/{ours}/approval", null)).Expect(HttpStatusCode.Created);

        var items = await host.HeldAsync(platformNumber, "result", "registration");
        Assert.Equal([$"result:{ours}", $"registration:{approved["registrationNumber"]}"], items.Select(item => (string)item["key"]!));
        Assert.Equal(
            (platformNumber, "1"),
            (await host.FieldAsync($"result:{ours}", "bae001"), await host.FieldAsync($"result:{ours}", "bae011"))
        );
        Tell(
            $"申请编号 {platformNumber} (channel {application["channel"]}) -> {ours} at {application["office"]} -> approved -> {approved["registrationNumber"]}"
        );
        foreach (var item in items)
        {
            Tell(
                $"platform holds {item["sequence"]}: {item["kind"]} {item["key"]} of {item["day"]}, {item["region"]}, taken at {item["receivedAt"]}"
            );
        }
    }

    [Fact]
    public async Task Bad_ones_are_kept_with_their_reasons_and_the_stream_goes_on()
    {
        const string order =
            """{"bad": {"impossibleNumber": 1, "unknownRegion": 1, "missingCommitment": 1, "commitmentNotAccepted": 1, "missingPlatformNumber": 1, "missingName": 1, "unknownReason": 1}}""";
        var made = await host.ApplyAsync(order);
        var after = People.Number();
        await host.ApplyAsync(new { applications = new[] { Application("P20261122-" + after[6..], after) } });
        await FoundAsync(after);

        var bad = made.Where(one => one!["bad"] is not null).ToArray();
        var list = await host.UntilAsync(() => ListAsync()!, items => items.Count >= bad.Length);
        foreach (var one in bad)
        {
            var line = Assert.Single(list, line => (string?)line!["number"] == (string?)one!["number"])!;
            Assert.True(((string)line["error"]!).Length > 0, line.ToJsonString());
        }

        Assert.Superset(
            new HashSet<string?>(["number", "office", "name", "reason"]),
            new HashSet<string?>(list.Select(line => (string?)line!["field"]))
        );
        Assert.DoesNotContain(list, line => System.Text.RegularExpressions.Regex.IsMatch((string)line!["error"]!, "[0-9]{8}"));

        var unknownRegion = Assert.Single(list, line => (string?)line!["field"] == "office")!;
        (await host.Operator.PostAsync((string)unknownRegion["retry"]!, new { note = "机构表已更新" })).Expect(HttpStatusCode.Accepted);
        await host.UntilAsync(
            () => ListAsync()!,
            items =>
                items.Any(line =>
                    (string?)line!["id"] == (string?)unknownRegion["id"] && (string?)line["since"] != (string?)unknownRegion["since"]
                )
        );

        var numberless = Assert.Single(list, line => line!["number"] is null)!;
        Assert.Null(numberless["retry"]);
        (
            await host.Operator.PostAsync($"/v1/platform/refused-applications/{numberless["id"]}/retry", new { note = "再试一次" })
        ).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static void Tell(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);

    private static JsonObject Application(string platformNumber, string number) =>
        new()
        {
            ["bae001"] = platformNumber,
            ["aac058"] = "1",
            ["aac147"] = number,
            ["aac003"] = "王小明",
            ["aae005"] = People.Telephone(),
            ["aac033"] = "1",
            ["aab301"] = Region,
            ["bae002"] = "2",
            ["ajc090"] = "2026-10-31",
            ["ajc093"] = "24",
            ["bae004"] = "1",
            ["ajc174"] = "0",
            ["bae005"] = "2020-07",
            ["bae006"] = "2026-11-20T09:00:00+08:00",
            ["bae007"] = "1",
            ["bae008"] = "2026-11-20T09:05:00+08:00",
        };

    private async Task<string> FoundAsync(string number) =>
        (string)
            (
                await host.UntilAsync(
                    async () =>
                        (await supervisor.PostAsync("/v1/search", new { identityNumber = number })).Expect(HttpStatusCode.OK).Json["items"]!
                            .AsArray()
                            .SingleOrDefault(),
                    _ => true
                )
            )["personId"]!;

    private async Task<JsonArray> ListAsync() =>
        (await host.Operator.GetAsync("/v1/platform/refused-applications?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
}
