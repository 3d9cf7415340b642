using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Api.Changes;
using Grid.Api.Problems;
using Grid.Domain.Codes;
using Grid.Domain.Data;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.OpenApi;

/// <summary>One value that a member can have, in both languages.</summary>
/// <param name="Value">As it is sent.</param>
/// <param name="Name">What a program calls it: <c>HouseholdRegistration</c>; null where the value itself is no better or worse.</param>
internal sealed record ListedValue(string Value, string? Name, string Zh, string En);

/// <summary>
/// The values that members can have: the codes of the code lists, and those that have no list, from <c>data/api/values.json</c> or from the
/// code that answers with them.
/// </summary>
internal static class ValueLists
{
    /// <summary>Longer lists, and those that a province may change, are read at <c>/v1/code-lists</c>.</summary>
    private const int MostListed = 60;

    private const string OfCodes = "codes:";

    /// <summary>The codes of problems: <see cref="ProblemCatalogue"/>.</summary>
    public const string ProblemCode = "ProblemCode";

    /// <summary>What can be wrong with a field: <see cref="FieldCodes"/>.</summary>
    public const string FieldCode = "FieldCode";

    /// <summary>What happens to a person: <see cref="ChangeKinds"/>.</summary>
    public const string EventKind = "EventKind";

    private static readonly FrozenDictionary<string, IReadOnlyList<ListedValue>> Named = Read(EmbeddedData.Read("api/values.json"))
        .Concat(FromCode())
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What stands in the document for a code list until it is finished.</summary>
    public static string Marker(string codeList) => OfCodes + codeList;

    /// <summary>The code list that a marker stands for; null where it stands for none.</summary>
    public static CodeList? CodeListOf(string? marker) =>
        marker?.StartsWith(OfCodes, StringComparison.Ordinal) == true ? CodeLists.BuiltIn[marker[OfCodes.Length..]] : null;

    /// <summary>Whether values of that name have texts.</summary>
    public static bool Knows(string name) => Named.ContainsKey(name);

    /// <summary>The values of an enum or of a list of this name, in its order.</summary>
    /// <exception cref="InvalidOperationException">The file has none of this name.</exception>
    public static IReadOnlyList<ListedValue> Of(string name) =>
        Named.TryGetValue(name, out var values) ? values : throw new InvalidOperationException($"data/api/values.json has no list {name}.");

    /// <summary>The name and the schema of what a marker stands for; no schema where the list is too long or may change.</summary>
    public static (string Name, JsonObject? Schema) Schema(string marker)
    {
        if (!marker.StartsWith(OfCodes, StringComparison.Ordinal))
            return (marker, Schema(Of(marker)));
        var list = CodeLists.BuiltIn[marker[OfCodes.Length..]];
        var name = string.Concat(list.Id.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..])) + "Code";
        if (list.Editable || list.Entries.Count > MostListed)
            return (name, null);
        var schema = Schema([
            .. list.Entries.Select(entry => new ListedValue(
                entry.Code,
                entry.Name is { } given ? Pascal(given) : null,
                entry.Zh,
                entry.En
            )),
        ]);
        schema["description"] = $"{list.Zh} / {list.En}";
        schema["x-code-list"] = AddressOf(list);
        return (name, schema);
    }

    public static string AddressOf(CodeList list) => string.Create(CultureInfo.InvariantCulture, $"/v1/code-lists/{list.Id}");

    /// <summary>Describes values as the generators of clients read it: names and texts in the order of the values.</summary>
    public static void Describe(JsonObject schema, IReadOnlyList<ListedValue> values)
    {
        schema["enum"] = new JsonArray([.. values.Select(value => (JsonNode)JsonValue.Create(value.Value))]);
        schema["x-enum-descriptions"] = new JsonArray([.. values.Select(value => (JsonNode)JsonValue.Create($"{value.Zh} / {value.En}"))]);
        if (values.Any(value => value.Name is not null))
        {
            string[] names = [.. values.Select(value => value.Name ?? "Code" + value.Value)];
            schema["x-enum-varnames"] = new JsonArray([.. names.Select(name => (JsonNode)JsonValue.Create(name))]);
            schema["x-enumNames"] = schema["x-enum-varnames"]!.DeepClone();
            schema["x-ms-enum"] = new JsonObject
            {
                ["values"] = new JsonArray([
                    .. values.Zip(names).Select(one => new JsonObject { ["value"] = one.First.Value, ["name"] = one.Second }),
                ]),
            };
        }
    }

    private static JsonObject Schema(IReadOnlyList<ListedValue> values)
    {
        var schema = new JsonObject { ["type"] = "string" };
        Describe(schema, values);
        return schema;
    }

    /// <summary>What a program calls a code whose name inside the register is that.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>Lists whose texts stand beside the code that answers with them.</summary>
    private static Dictionary<string, IReadOnlyList<ListedValue>> FromCode() =>
        new(StringComparer.Ordinal)
        {
            [ProblemCode] =
            [
                .. ProblemCatalogue.All.Select(kind => new ListedValue(
                    kind.Code,
                    string.Concat(kind.Code.Split('-').Select(Pascal)),
                    kind.Title.Zh,
                    kind.Title.En
                )),
            ],
            // A rule that refuses a command for what one field has says so beside the field, too.
            [FieldCode] =
            [
                .. FieldCodes
                    .All.Union(Enum.GetValues<RefusalCode>().Select(EnumName.Of))
                    .Select(code => new ListedValue(code, null, FieldCodes.TextOf(code).Zh, FieldCodes.TextOf(code).En)),
            ],
            [EventKind] = [.. ChangeKinds.All.Select(kind => new ListedValue(kind.Key, null, kind.Value.Zh, kind.Value.En))],
        };

    private static Dictionary<string, IReadOnlyList<ListedValue>> Read(DataFile file)
    {
        var lists = file.As<Dictionary<string, Dictionary<string, string[]>>>();
        return lists.ToDictionary(
            list => list.Key,
            list =>
                (IReadOnlyList<ListedValue>)
                    [
                        .. list.Value.Select(value =>
                            value.Value is [var zh, var en]
                                ? new ListedValue(value.Key, null, zh, en)
                                : throw new InvalidDataException($"values.json: {list.Key}.{value.Key} has not one text in each language.")
                        ),
                    ],
            StringComparer.Ordinal
        );
    }
}

/// <summary>
/// What a member of an answer can be, for the OpenAPI document. It says so beside the member, and every answer that a test of the API gets
/// is held to it.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal abstract class ValuesAttribute(string marker) : Attribute
{
    /// <summary>What stands in the document until it is finished.</summary>
    public string Marker { get; } = marker;
}

/// <summary>The name of a member of an enum.</summary>
internal sealed class NamesOfAttribute<TEnum>() : ValuesAttribute(typeof(TEnum).Name)
    where TEnum : struct, Enum;

/// <summary>A code of a code list.</summary>
/// <param name="list">One of <see cref="CodeListIds"/>.</param>
internal sealed class CodesOfAttribute(string list) : ValuesAttribute(ValueLists.Marker(list));

/// <summary>One of a list of <c>data/api/values.json</c> that is of no single enum.</summary>
/// <param name="name">The list's name there.</param>
internal sealed class AmongAttribute(string name) : ValuesAttribute(name);
