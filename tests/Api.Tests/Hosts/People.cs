using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Grid.Testing;

namespace Grid.Api.Tests.Hosts;

/// <summary>Made-up persons and the requests about them.</summary>
public static class People
{
    /// <summary>A citizen number of an adult, far from a pension, that no other test of the process uses.</summary>
    public static string Number() => CitizenNumbers.Next(firstYear: 1985).Value;

    public static string Telephone() =>
        "139" + RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A complete application; change it as a test needs.</summary>
    public static JsonObject Submission(string? number = null, string? office = null, string? name = null, string? telephone = null) =>
        new()
        {
            ["identityNumber"] = number ?? Number(),
            ["name"] = name ?? "王小明",
            ["office"] = office,
            ["ground"] = "2",
            ["reason"] = "24",
            ["unemployedOn"] = "2026-01-15",
            ["jobWishes"] = new JsonArray("1"),
            ["commitment"] = new JsonObject { ["textVersion"] = "2020-07", ["acceptedAt"] = "2026-01-20T09:00:00+08:00" },
            ["details"] = new JsonObject
            {
                ["telephone"] = telephone ?? Telephone(),
                ["address"] = "示例路12号",
                ["health"] = "1",
                ["education"] = "61",
            },
        };

    public static JsonObject Check(string subject, string outcome) =>
        new()
        {
            ["subject"] = subject,
            ["outcome"] = outcome,
            ["evidence"] = new JsonObject { ["basis"] = "3", ["note"] = "当面核对" },
        };

    public static JsonObject Exit(string reason = "11") =>
        new()
        {
            ["reason"] = reason,
            ["on"] = TimeProvider
                .System.GetUtcNow()
                .ToOffset(TimeSpan.FromHours(8))
                .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),

            // Persons cannot declare their own death or imprisonment.
            ["evidence"] = reason is "23" or "25" or "26"
                ? new JsonObject { ["basis"] = "3", ["note"] = "人工核查" }
                : new JsonObject { ["basis"] = "1", ["note"] = "本人告知" },
        };

    /// <summary>A person registered at the clerk's office.</summary>
    public static async Task<(string Person, string Application, string Registration)> RegisterAsync(
        Api clerk,
        JsonObject? submission = null
    )
    {
        var submitted = (await clerk.PostAsync("/v1/applications", (submission ?? Submission()).ToJsonString())).Expect(
            System.Net.HttpStatusCode.Created
        );
        var number = submitted["applicationNumber"]!;
        (await clerk.PostAsync($"/v1/applications/{number}/verifications", Check("identity", "confirmed").ToJsonString())).Expect(
            System.Net.HttpStatusCode.OK
        );
        var approved = (await clerk.PostAsync($"/v1/applications/{number}/approval", null)).Expect(System.Net.HttpStatusCode.Created);
        return (submitted["personId"]!, number, approved["registrationNumber"]!);
    }
}
