using System.Globalization;
using System.Text.Json.Nodes;
using Grid.EndToEnd.Tests.Processes;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>
/// One person's way through the offices, under keys of its own: registered, and later out again; of some an exit is taken back in between.
/// </summary>
internal sealed class ExitingPerson(int serial, ApiClient clerk, ApiClient supervisor)
{
    private string id = "";
    private string registration = "";

    /// <summary>One in twenty was not hired after all, the first time.</summary>
    public bool IsRevoked => serial % 20 == 7;

    public async Task RegisterAsync(CancellationToken test)
    {
        var submitted = await CommandAsync(
            clerk,
            "/v1/applications",
            MadeUpApplication.Submit(MadeUpApplication.Number(serial)),
            "submit",
            test
        );
        id = submitted["personId"];
        var application = submitted["applicationNumber"];
        await CommandAsync(clerk, $"/v1/applications/{application}/verifications", MadeUpApplication.IdentityConfirmed(), "verify", test);
        registration = (await CommandAsync(clerk, $"/v1/applications/{application}/approval", [], "approve", test))["registrationNumber"];
    }

    public async Task ExitAsync(DateOnly on, CancellationToken test)
    {
        await CommandAsync(clerk, $"/v1/persons/{id}/exit", MadeUpApplication.Hired(on), "exit", test);
        if (!IsRevoked)
            return;
        var wrong = new JsonObject
        {
            ["registrationNumber"] = registration,
            ["evidence"] = new JsonObject { ["basis"] = "3", ["note"] = "经核查系同名人员被录用" },
        };
        await CommandAsync(supervisor, $"/v1/persons/{id}/exit-revocation", wrong, "revoke", test);
        await CommandAsync(clerk, $"/v1/persons/{id}/exit", MadeUpApplication.Hired(on), "exit-again", test);
    }

    private async Task<Answer> CommandAsync(ApiClient who, string path, JsonObject body, string step, CancellationToken test)
    {
        var answer = await who.CommandAsync(path, body, string.Create(CultureInfo.InvariantCulture, $"{serial}.{step}"), test);
        Assert.True(answer.IsAccepted, $"{path}: {(int)answer.Status} {answer.Body}");
        return answer;
    }
}
