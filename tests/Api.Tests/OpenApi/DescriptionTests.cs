using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Grid.Api.OpenApi;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.OpenApi;

/// <summary>Everything in the document says what it is, in the words of who makes a client and not of who wrote the register.</summary>
[Collection(OneHost.Name)]
public sealed partial class DescriptionTests(ApiHost host)
{
    /// <summary>Names of headers and settings, which are as they are.</summary>
    private static readonly string[] Names = ["RateLimit", "TicksAtWork"];

    [Fact]
    public async Task Every_operation_parameter_type_and_member_has_a_description()
    {
        var document = (await DescribedAnswers.OfAsync(host)).Document;
        var silent = new List<string>();
        var described = 0;
        foreach (var operation in DocumentParts.Operations(document))
        {
            Look(operation.Name, operation.Described);
            foreach (var parameter in DocumentParts.Parameters(document, operation.Described))
                Look($"{operation.Name}:{parameter["name"]}", parameter);
        }

        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            Look(name, schema!.AsObject());
            foreach (var (member, property) in schema!["properties"] as JsonObject ?? [])
            {
                // What is a type of its own is described there.
                if (property!["$ref"] is null)
                    Look($"{name}.{member}", property.AsObject());
            }
        }

        foreach (var (name, header) in document["components"]!["headers"]!.AsObject())
            Look(name, header!.AsObject());
        Assert.Empty(silent);
        Assert.True(described > 3000, $"{described} descriptions");

        void Look(string name, JsonObject one)
        {
            if (string.IsNullOrWhiteSpace((string?)one["description"]))
                silent.Add(name);
            described++;
        }
    }

    [Fact]
    public async Task No_description_speaks_of_the_code()
    {
        var document = (await DescribedAnswers.OfAsync(host)).Document;
        var types = document["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).ToHashSet(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var text in Descriptions(document))
        {
            var words = Word().Matches(text).Select(word => word.Value).Where(word => !Names.Contains(word)).ToList();
            if (words.Exists(word => types.Contains(word) && word.Count(char.IsUpper) > 1) || Code().IsMatch(text))
                wrong.Add(text);
        }

        Assert.Empty(wrong.Distinct(StringComparer.Ordinal));
    }

    /// <summary>A name is looked up by its type and its own, or by its own alone: one that nothing in the document has is a mistake.</summary>
    [Fact]
    public async Task Every_written_description_is_in_the_document()
    {
        var schemas = (await DescribedAnswers.OfAsync(host)).Document["components"]!["schemas"]!.AsObject();
        var members = schemas
            .SelectMany(schema =>
                (schema.Value!["properties"] as JsonObject ?? []).Select(one => (schema.Key, one.Key, (string?)one.Value!["description"]))
            )
            .SelectMany(one => new[] { ($"{one.Item1}.{one.Item2}", one.Item3), (one.Item2, one.Item3) })
            .ToHashSet();
        Assert.All(WrittenDescriptions.Types, type => Assert.Equal(type.Value, (string?)schemas[type.Key]?["description"]));
        Assert.All(WrittenDescriptions.Members, member => Assert.Contains((member.Key, member.Value), members));
    }

    private static IEnumerable<string> Descriptions(JsonNode? from) =>
        from switch
        {
            JsonObject members => members.SelectMany(member =>
                member is { Key: "description", Value: JsonValue text } && text.TryGetValue<string>(out var said) ? [said]
                : member.Key is "example" or "examples" ? []
                : Descriptions(member.Value)
            ),
            JsonArray items => items.SelectMany(Descriptions),
            _ => [],
        };

    [GeneratedRegex("[A-Za-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    /// <summary>A member of a type by its name in the code, a type that may be null, a tag of a comment, a break of a line.</summary>
    [GeneratedRegex(
        @"\b[A-Z][A-Za-z]*\.[A-Z][A-Za-z]+|\b(string|bool|int|long|decimal)\?|\bnull when\b|<see|cref=|</?[a-z]+>|never renumber|\n|  ",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Code();
}
