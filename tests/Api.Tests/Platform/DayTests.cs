using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Calendar;

namespace Grid.Api.Tests.Platform;

/// <summary>A day over its midnight: it is closed with its manifest and compared with the platform's figures.</summary>
public sealed class DayTests(YesterdayHost host) : IClassFixture<YesterdayHost>
{
    [Fact]
    public async Task Yesterday_is_closed_and_reconciles_and_an_operator_can_have_it_compared_again()
    {
        var yesterday = ChinaTime.DateOf(TimeProvider.System.GetUtcNow()).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var exit = People.Exit();
        exit["on"] = yesterday;
        var (person, _, registration) = await People.RegisterAsync(host.Clerk());
        (await host.Clerk().PostAsync($"/v1/persons/{person}/exit", exit.ToJsonString())).Expect(HttpStatusCode.OK);
        await host.HeldAsync(registration, "result", "registration", "exit");
        (await host.Operator.PostAsync($"/v1/platform/days/{yesterday}/reconciliation", null)).ExpectProblem(
            HttpStatusCode.BadRequest,
            "invalid-request"
        );

        await host.GoOnTodayAsync();
        var day = await host.UntilAsync(() => LineAsync(yesterday), line => (bool)line["reconciled"]!);
        Assert.Equal((0, 3, 3, 3), ((long)day["missing"]!, (long)day["expected"]!, (long)day["accepted"]!, (long)day["held"]!));
        var state = await host.UntilAsync(() => host.StateAsync()!, state => state["lastReconciledDay"] is not null);
        Assert.Equal(yesterday, (string?)state["lastReconciledDay"]);

        var again = (await host.Operator.PostAsync($"/v1/platform/days/{yesterday}/reconciliation", null)).Expect(HttpStatusCode.OK).Json;
        Assert.True((bool)again["manifest"]!["reconciled"]!, again.ToJsonString());
        var one = (await new Hosts.Api(host, host.Token("statistician", Hosts.Api.Province)).GetAsync((string)day["href"]!))
            .Expect(HttpStatusCode.OK)
            .Json;
        var elsewhere = (await new Hosts.Api(host, host.Token("statistician", "36020001")).GetAsync((string)day["href"]!))
            .Expect(HttpStatusCode.OK)
            .Json;
        Assert.Empty(elsewhere["figures"]!.AsArray());
        Assert.Equal(
            ["360102 exit 1 1 1 true", "360102 registration 1 1 1 true", "360102 result 1 1 1 true"],
            one["figures"]!.AsArray().Select(f => $"{f!["region"]} {f["kind"]} {f["expected"]} {f["accepted"]} {f["held"]} {f["same"]}")
        );
    }

    private async Task<JsonNode?> LineAsync(string day) =>
        (await host.Operator.GetAsync($"/v1/platform/days?from={day}&to={day}")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .SingleOrDefault();
}
