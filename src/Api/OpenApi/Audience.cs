using System.Text.Json.Nodes;
using Grid.Api.Security;

namespace Grid.Api.OpenApi;

/// <summary>Whose part of the document it is: the operations of some roles. Reads that need no token are in each.</summary>
/// <param name="Name">The name of its document.</param>
/// <param name="Zh">Who they are.</param>
/// <param name="En">Who they are.</param>
/// <param name="Roles">As the matrix writes them.</param>
internal sealed record Audience(string Name, string Zh, string En, params string[] Roles)
{
    public static IReadOnlyList<Audience> All { get; } =
    [
        new("office", "经办机构与公众", "offices and the public", "clerk", "supervisor", "hotline", RoleMatrix.Anyone),
        new("statistics", "统计人员", "statisticians", "statistician"),
        new("operators", "运维、审计与安全管理", "operators, auditors and security", "operator", "auditor", "security-administrator"),
        new(
            "machines",
            "业务系统接口",
            "other systems",
            "office-system",
            "delivery-gateway",
            "benefit-system",
            "civil-affairs",
            "matching-feed",
            "platform-link",
            "platform-administration"
        ),
    ];

    public string Address => $"/openapi/{Name}.json";

    /// <summary>A document of these operations alone, with what they refer to.</summary>
    public JsonObject PartOf(JsonObject whole)
    {
        var part = whole.DeepClone().AsObject();
        part["info"]!["title"] = $"{(string?)whole["info"]!["title"]} – {Zh} / {En}";
        var paths = part["paths"]!.AsObject();
        foreach (var (path, item) in paths.ToArray())
        {
            var operations = item!.AsObject();
            foreach (var (method, operation) in operations.ToArray())
            {
                if (operation is JsonObject described && !Has(method, (string)described["operationId"]!))
                    operations.Remove(method);
            }

            if (operations.Count == 0)
                paths.Remove(path);
        }

        KeepUsed(part);
        return part;
    }

    private bool Has(string method, string operation)
    {
        var matrix = RoleMatrix.BuiltIn;
        return !matrix.Knows(operation) || matrix.IsOpen(operation)
            ? method == "get" || Roles.Contains(RoleMatrix.Anyone)
            : matrix.RolesOf(operation).Intersect(Roles, StringComparer.Ordinal).Any();
    }

    /// <summary>Removes components that nothing refers to, and tags that no operation has.</summary>
    internal static void KeepUsed(JsonObject document)
    {
        var components = document["components"]!.AsObject();
        var used = new HashSet<string>(StringComparer.Ordinal);
        Follow(document["paths"], document, used);
        foreach (var (kind, members) in components.Where(kind => kind.Key != "securitySchemes").ToArray())
        {
            var all = members!.AsObject();
            foreach (var name in all.Select(member => member.Key).Where(name => !used.Contains($"#/components/{kind}/{name}")).ToArray())
                all.Remove(name);
        }

        var tags = document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .SelectMany(operation => operation.Value?["tags"] as JsonArray ?? [])
            .Select(tag => (string)tag!)
            .ToHashSet(StringComparer.Ordinal);
        document["tags"] = new JsonArray([
            .. (document["tags"] as JsonArray ?? []).Where(tag => tags.Contains((string)tag!["name"]!)).Select(tag => tag!.DeepClone()),
        ]);
    }

    private static void Follow(JsonNode? from, JsonObject document, HashSet<string> used)
    {
        switch (from)
        {
            case JsonObject members:
                if ((string?)(members["$ref"] as JsonValue) is { } address && used.Add(address))
                {
                    var parts = address.Split('/');
                    Follow(document["components"]![parts[2]]![parts[3]], document, used);
                }

                foreach (var (_, member) in members)
                    Follow(member, document, used);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Follow(item, document, used);
                break;
        }
    }
}
