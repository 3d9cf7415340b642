using System.Net;
using System.Text.Json.Nodes;

namespace Grid.Api.Tests.Hosts;

/// <summary>What tests ask and tell about duties.</summary>
public static class DutyCalls
{
    /// <summary>The keys of the person's open duties.</summary>
    public static async Task<IReadOnlyList<string>> DutiesAsync(this Api caller, string person) =>
        [
            .. (await caller.GetAsync($"/v1/persons/{person}/duties")).Expect(HttpStatusCode.OK).Json["items"]!
                .AsArray()
                .Select(duty => (string)duty!["key"]!),
        ];

    /// <summary>One open duty.</summary>
    public static async Task<JsonNode> DutyAsync(this Api caller, string person, string key) =>
        (await caller.GetAsync($"/v1/persons/{person}/duties")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .Single(duty => (string?)duty!["key"] == key)!;

    public static Task<Answer> ContactAsync(
        this Api caller,
        string person,
        string outcome = "reached",
        string channel = "telephone",
        string? at = null,
        string? next = null
    ) =>
        caller.PostAsync(
            $"/v1/persons/{person}/contacts",
            new
            {
                at,
                channel,
                outcome,
                note = "联系记录",
                nextAppointment = next,
            }
        );

    public static Task<Answer> ClaimAsync(this Api caller, string person, string key, int hours = 4, string? idempotency = null) =>
        caller.PostAsync($"/v1/persons/{person}/duties/{key}/claim", new { hours }, idempotency);

    /// <summary>The one field that a problem names.</summary>
    public static string? Field(this Answer answer) => (string?)answer.Json["errors"]!.AsArray().Single()!["field"];

    /// <summary>How many open duties of a kind the caller has, over all buckets.</summary>
    public static async Task<long> CountAsync(this Api caller, string kind, string query = "") =>
        (long)
            (await caller.GetAsync("/v1/worklists" + query)).Expect(HttpStatusCode.OK).Json["items"]!
                .AsArray()
                .Single(item => (string?)item!["kind"] == kind)!["total"]!;

    /// <summary>Every row of a worklist, page by page.</summary>
    public static async Task<IReadOnlyList<JsonNode>> RowsAsync(this Api caller, string kind, string query = "pageSize=200")
    {
        var rows = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (
                await caller.GetAsync($"/v1/worklists/{kind}?{query}{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}")
            ).Expect(HttpStatusCode.OK);
            rows.AddRange(page.Json["items"]!.AsArray().Select(row => row!));
            cursor = page["next"];
        } while (cursor is not null);
        return rows;
    }
}
