using System.Text.Json.Nodes;
using Grid.Api.OpenApi;
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

    /// <summary>In requests and answers, in addresses and queries: a client makes a day or a moment of it.</summary>
    [Fact]
    public async Task Days_moments_and_months_say_which_they_are()
    {
        // What a value of another system became, which may be anything.
        string[] others = ["MappedValueView.from", "MappedValueView.to"];
        var document = (await DescribedAnswers.OfAsync(host)).Document;
        var parameters = DocumentParts
            .Operations(document)
            .SelectMany(operation => DocumentParts.Parameters(document, operation.Described).Select(one => (operation.Name, one)))
            .Select(one => ($"{one.Name}:{(string)one.one["name"]!}", (string)one.one["name"]!, one.one["schema"]!.AsObject()));
        var members = (await MembersAsync())
            .Select(one => ($"{one.Schema}.{one.Name}", one.Name, one.Property))
            .Concat(parameters)
            .Where(one => IsText(one.Item3) && !others.Contains(one.Item1))
            .ToList();
        var days = members.Where(one => IsDay(one.Item2)).ToList();
        var moments = members.Where(one => one.Item2 == "at" || one.Item2.EndsWith("At", StringComparison.Ordinal)).ToList();
        Assert.True(days.Count > 200 && moments.Count > 100, $"{days.Count} days, {moments.Count} moments");
        Assert.Empty(moments.Where(one => FormOf(one.Item3) != "date-time").Select(one => one.Item1));
        Assert.Empty(days.Where(one => FormOf(one.Item3) is not ("date" or "date-time" or "month")).Select(one => one.Item1));
        Assert.Empty(members.Where(one => one.Item2 is "period" or "month" && FormOf(one.Item3) != "month").Select(one => one.Item1));
        Assert.Empty(
            members.Where(one => one.Item2.EndsWith("On", StringComparison.Ordinal) && FormOf(one.Item3) != "date").Select(one => one.Item1)
        );
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

    private static bool IsDay(string name) =>
        name is "on" or "from" or "to" or "until" or "day" or "due" or "since" or "asOf" or "today" or "deadline" or "last"
        || new[] { "On", "From", "Until", "Since", "Due", "Day", "validTo", "effectiveTo", "grantedTo", "registeredTo" }.Any(end =>
            name.EndsWith(end, StringComparison.Ordinal)
        );

    /// <summary>Its format; of a month of the statistics, whose form no format has, the word.</summary>
    private static string? FormOf(JsonObject property) =>
        (string?)property["format"] ?? ((string?)property["pattern"] == QueryDescription.Month ? "month" : null);

    private static bool IsText(JsonObject property) =>
        (string?)(property["type"] is JsonArray types ? types.FirstOrDefault(one => (string?)one != "null") : property["type"]) == "string";
}
