using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.OpenApi;

/// <summary>The document keeps to <c>docs/integrators/style.md</c>.</summary>
[Collection(OneHost.Name)]
public sealed class ApiStyleTests(ApiHost host)
{
    /// <summary>Names that another name of the page stands for.</summary>
    private static readonly Dictionary<string, string> Other = new(StringComparer.Ordinal)
    {
        ["why"] = "note",
        ["remark"] = "note",
        ["comment"] = "note",
        ["explanation"] = "note",
        ["englishName"] = "nameEn",
        ["chineseName"] = "name",
        ["nextCursor"] = "next",
        ["results"] = "items",
        ["state"] = "status",
    };

    [Fact]
    public async Task Each_member_has_the_name_of_its_concept()
    {
        var wrong = (await MembersAsync())
            .Where(one => Other.ContainsKey(one.Name) || one.Name.EndsWith("Zh", StringComparison.Ordinal))
            .Select(one =>
                $"{one.Schema}.{one.Name}: {Other.GetValueOrDefault(one.Name, one.Name.Replace("Zh", "", StringComparison.Ordinal))}"
            );
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task English_stands_beside_Chinese()
    {
        var members = await MembersAsync();
        var names = members.Select(one => (one.Schema, one.Name)).ToHashSet();
        var alone = names
            .Where(one => one.Name.EndsWith("En", StringComparison.Ordinal) && !names.Contains((one.Schema, one.Name[..^2])))
            .Concat(names.Where(one => one.Name == "en" && !names.Contains((one.Schema, "zh"))))
            .ToArray();
        Assert.Empty(alone);
    }

    [Fact]
    public async Task A_reason_of_a_request_is_a_code()
    {
        // What all persons of a lay-off share is read with each of them, where it is a code, too.
        var requests = (await MembersAsync())
            .Where(one => one.Schema.EndsWith("Body", StringComparison.Ordinal) && one.Name is "reason" && one.Schema != "LayoffBody")
            .ToArray();
        Assert.NotEmpty(requests);
        Assert.All(requests, one => Assert.NotNull(one.Property["x-code-list"]));
    }

    [Fact]
    public async Task Days_and_moments_say_which_they_are()
    {
        var wrong = (await MembersAsync())
            .Where(one =>
                !one.Schema.Contains("Body", StringComparison.Ordinal)
                && one.Name.EndsWith("On", StringComparison.Ordinal)
                && IsText(one.Property)
                && (string?)one.Property["format"] != "date"
            )
            .Concat(
                (await MembersAsync()).Where(one =>
                    !one.Schema.Contains("Body", StringComparison.Ordinal)
                    && one.Name.EndsWith("At", StringComparison.Ordinal)
                    && IsText(one.Property)
                    && (string?)one.Property["format"] != "date-time"
                )
            )
            .Select(one => $"{one.Schema}.{one.Name}");
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Paths_are_in_kebab_case()
    {
        // Two kinds of work have routes of their own; a kind is a value, not a name.
        string[] kinds = ["wordingFlags", "platformApplications"];
        var document = (await DescribedAnswers.OfAsync(host)).Document;
        var parts = document["paths"]!
            .AsObject()
            .SelectMany(path => path.Key.Split('/'))
            .Where(part => part.Length > 0 && part[0] != '{' && !kinds.Contains(part))
            .Distinct();
        Assert.All(parts, part => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", part));
    }

    private async Task<IReadOnlyList<(string Schema, string Name, JsonObject Property)>> MembersAsync() =>
        [
            .. (await DescribedAnswers.OfAsync(host)).Document["components"]!["schemas"]!
                .AsObject()
                .SelectMany(schema =>
                    (schema.Value!["properties"] as JsonObject ?? []).Select(one => (schema.Key, one.Key, one.Value!.AsObject()))
                ),
        ];

    private static bool IsText(JsonObject property) =>
        (string?)(property["type"] is JsonArray types ? types.FirstOrDefault(one => (string?)one != "null") : property["type"]) == "string";
}
