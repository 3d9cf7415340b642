using System.Text.Json.Nodes;
using Grid.EndToEnd.Tests.Processes;

namespace Grid.Resilience.Tests.Load;

/// <summary>What a clerk may do next with a person.</summary>
internal static class RandomCommands
{
    public static Command Next(MadeUpPerson person, Random random, DateOnly today) =>
        (person.Step, random.Next(10)) switch
        {
            (MadeUpPerson.Nothing, _) => new(
                "/v1/applications",
                MadeUpApplication.Submit(person.Number),
                ["applicationSubmitted"],
                MadeUpPerson.Submitted
            ),

            // While an application is open, applying again is answered with it and changes nothing, but for a receipt.
            (MadeUpPerson.Submitted, < 2) => new("/v1/applications", MadeUpApplication.Submit(person.Number), [], MadeUpPerson.Submitted),
            (MadeUpPerson.Submitted, < 4) => new(
                $"/v1/applications/{person.Application}/withdrawal",
                Withdrawal(),
                ["applicationWithdrawn"],
                MadeUpPerson.Nothing
            ),
            (MadeUpPerson.Submitted, _) => new(
                $"/v1/applications/{person.Application}/verifications",
                MadeUpApplication.IdentityConfirmed(),
                ["verificationRecorded"],
                MadeUpPerson.Verified
            ),
            (MadeUpPerson.Verified, _) => new(
                $"/v1/applications/{person.Application}/approval",
                [],
                ["applicationApproved", "registered"],
                MadeUpPerson.Registered
            ),
            (MadeUpPerson.Registered, < 5) => new(
                $"/v1/persons/{person.Id:N}/contacts",
                Contact(),
                ["contactRecorded"],
                MadeUpPerson.Registered
            ),
            (MadeUpPerson.Registered, _) => new(
                $"/v1/persons/{person.Id:N}/exit",
                MadeUpApplication.Hired(today),
                ["exited"],
                MadeUpPerson.Exited
            ),
            (_, < 3) => new($"/v1/persons/{person.Id:N}/exit-revocation", Revocation(person), ["exitRevoked"], MadeUpPerson.Registered)
            {
                Supervisor = true,
            },
            _ => new("/v1/applications", MadeUpApplication.Submit(person.Number), ["applicationSubmitted"], MadeUpPerson.Submitted),
        };

    private static JsonObject Withdrawal() =>
        new()
        {
            ["declaration"] = new JsonObject { ["basis"] = "1", ["note"] = "本人撤回" },
        };

    private static JsonObject Contact() =>
        new()
        {
            ["channel"] = "telephone",
            ["outcome"] = "reached",
            ["note"] = "联系记录",
        };

    private static JsonObject Revocation(MadeUpPerson person) =>
        new()
        {
            ["registrationNumber"] = person.Registration,
            ["evidence"] = new JsonObject { ["basis"] = "3", ["note"] = "本人到窗口说明" },
        };
}
