using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Codes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Grid.Api.OpenApi;

/// <summary>
/// The documents as they are served: the framework's, without what is no API, with requests described by the code that reads them, open
/// answers, lists of values with their texts, and each example and problem once. They are made once, at the first request for one of them.
/// </summary>
internal sealed class PublishedDocument(IServiceProvider services, EndpointDataSource endpoints, TimeProvider clock)
{
    /// <summary>The extension with which a member says which values it has, until the document is finished.</summary>
    public const string Values = "x-values";

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private IReadOnlyDictionary<string, Published>? made;

    /// <summary>The bytes and their entity tag.</summary>
    public sealed record Published(ReadOnlyMemory<byte> Bytes, string Tag);

    /// <summary>Where they are served: the whole in two versions of OpenAPI, and its parts for those who need no more.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    [GridOpenApi.Address, GridOpenApi.NewerAddress, .. Audience.All.Select(audience => audience.Address)];

    /// <summary>Callers that come at once may each make them, and all make the same.</summary>
    public async Task<Published> ReadAsync(string address, CancellationToken cancellationToken) =>
        (made ??= await MakeAsync(cancellationToken))[address];

    private async Task<IReadOnlyDictionary<string, Published>> MakeAsync(CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(GridOpenApi.Name);
        var framework = await provider.GetOpenApiDocumentAsync(cancellationToken);
        var newer = JsonNode.Parse(await framework.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken))!.AsObject();
        Finish(newer);

        // Not every generator of clients reads 3.1.
        var read = OpenApiDocument.Parse(newer.ToJsonString(Compact), "json").Document!;
        var whole = JsonNode.Parse(await read.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0, cancellationToken))!.AsObject();
        NoNullValues(whole["components"]!["schemas"]!);
        var documents = new Dictionary<string, Published>(StringComparer.Ordinal)
        {
            [GridOpenApi.Address] = Publish(whole),
            [GridOpenApi.NewerAddress] = Publish(newer),
        };
        foreach (var audience in Audience.All)
            documents[audience.Address] = Publish(audience.PartOf(whole));
        return documents;
    }

    private static Published Publish(JsonObject document)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, Compact);
        return new Published(bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"");
    }

    private void Finish(JsonObject document)
    {
        document["servers"] = new JsonArray(
            new JsonObject { ["url"] = "/", ["description"] = "提供本文档的服务器 / the server that gave this document" }
        );
        var paths = document["paths"]!.AsObject();
        foreach (var page in paths.Select(path => path.Key).Where(path => !IsOfTheApi(path)).ToArray())
            paths.Remove(page);
        document["tags"] = Tags.Of(Operations(paths));

        var components = document["components"]!.AsObject();
        var schemas = components["schemas"]!.AsObject();
        var examples = new SharedExamples();
        var (requests, answers) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var operation in Operations(paths))
        {
            operation["security"] ??= new JsonArray();
            AnswerExamples.Add(operation);
            examples.Share(operation);
            if (operation["requestBody"] is { } request)
                Reach(request, schemas, requests);
            Reach(operation["responses"], schemas, answers);
        }

        NameProblemParts(schemas);
        CopyAnswers(paths, schemas, requests, answers);

        components["examples"] = examples.Made;
        foreach (var (name, schema) in schemas)
            Open(schema!.AsObject(), isMember: true, isAnswer: !requests.Contains(name));
        foreach (var name in requests)
            Unmark(schemas[name]!.AsObject());

        CopyParts(paths, schemas);
        DescribeRequests(schemas);
        LimitRequests(paths, schemas);
        ListValues(paths, schemas);
        WrittenDescriptions.Complete(schemas);
        WrittenDescriptions.OneLine(document);
        components["responses"] = SharedParts.Problems(Operations(paths));
        components["parameters"] = SharedParts.Parameters(Operations(paths));
        Audience.KeepUsed(document);
    }

    /// <summary>In the older version a member says that it may be null; generators make a value of a null in a list of values.</summary>
    private static void NoNullValues(JsonNode? from)
    {
        switch (from)
        {
            case JsonObject members:
                if (members["enum"] is JsonArray values && values.Any(value => value is null))
                    members["enum"] = new JsonArray([.. values.Where(value => value is not null).Select(value => value!.DeepClone())]);
                foreach (var (_, member) in members)
                    NoNullValues(member);
                break;
            case JsonArray items:
                foreach (var item in items)
                    NoNullValues(item);
                break;
        }
    }

    private static bool IsOfTheApi(string path) =>
        path.StartsWith("/v1/", StringComparison.Ordinal) || path.StartsWith("/problems", StringComparison.Ordinal);

    private static IEnumerable<JsonObject> Operations(JsonObject paths) =>
        paths.SelectMany(path => path.Value!.AsObject()).Select(member => member.Value).OfType<JsonObject>();

    /// <summary>Adds the names of all schemas that are reached from here.</summary>
    private static void Reach(JsonNode? from, JsonObject schemas, HashSet<string> reached)
    {
        switch (from)
        {
            case JsonObject members:
                if (NameOf(members) is { } name && reached.Add(name))
                    Reach(schemas[name], schemas, reached);
                foreach (var member in members)
                    Reach(member.Value, schemas, reached);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Reach(item, schemas, reached);
                break;
        }
    }

    private static bool MayBeNull(JsonNode? schema) =>
        (schema?["type"] as JsonArray)?.Any(type => (string?)type == "null") == true
        || (schema?["oneOf"] as JsonArray)?.Any(one => (string?)one?["type"] == "null") == true;

    private static string? NameOf(JsonObject schema) => ((string?)schema["$ref"])?.Split('/')[^1];

    /// <summary>
    /// An answer may get members with any release, which clients must ignore, and it has no null: a member without a value is absent. A
    /// request may have nulls for what it need not have; generators of clients make members without a default of them.
    /// </summary>
    /// <param name="schema">It, and what it is made of.</param>
    /// <param name="isMember">Items of a list may be null.</param>
    /// <param name="isAnswer">Requests stay closed.</param>
    private static void Open(JsonObject schema, bool isMember, bool isAnswer)
    {
        if (isAnswer && schema["additionalProperties"] is JsonValue closed && closed.GetValueKind() == JsonValueKind.False)
            schema.Remove("additionalProperties");
        if (schema["required"] is JsonArray required)
        {
            foreach (var name in required.Where(name => MayBeNull(schema["properties"]?[(string)name!])).ToArray())
                required.Remove(name);
            if (required.Count == 0)
                schema.Remove("required");
        }

        if (isMember && isAnswer)
            NotNull(schema);
        if (
            isMember
            && schema["oneOf"] is JsonArray { Count: 2 } either
            && either.OfType<JsonObject>().FirstOrDefault(one => NameOf(one) is not null) is { } named
        )
        {
            schema.Remove("oneOf");
            foreach (var (name, value) in named)
                schema[name] = value?.DeepClone();
        }

        foreach (var (_, property) in schema["properties"] as JsonObject ?? [])
            Open(property!.AsObject(), isMember: true, isAnswer);
        foreach (var part in new[] { schema["items"], schema["additionalProperties"] }.OfType<JsonObject>())
            Open(part, isMember: false, isAnswer);
    }

    /// <summary>The framework writes the parts of the problem inside it; clients call them by name, and show the detail as the message.</summary>
    private static void NameProblemParts(JsonObject schemas)
    {
        var members = schemas[nameof(ProblemBody)]!["properties"]!.AsObject();
        members["detail"]!["x-ms-primary-error-message"] = true;
        Name(members["errors"]!.AsObject(), "items", nameof(ProblemField));
        Name(members, "current", nameof(PresentCase));

        void Name(JsonObject place, string member, string name)
        {
            if (place[member] is not JsonObject whole || NameOf(whole) is not null)
                return;
            schemas[name] = whole.DeepClone();
            place[member] = new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
        }
    }

    /// <summary>What a member of a request may be is what the code asks that reads it; beside that, only which list it is of.</summary>
    private static void Unmark(JsonObject schema)
    {
        foreach (var (_, property) in schema["properties"] as JsonObject ?? [])
        {
            if (ValueLists.CodeListOf((string?)property![Values]) is { } list)
                (property["items"] as JsonObject ?? property.AsObject())["x-code-list"] = ValueLists.AddressOf(list);
            property.AsObject().Remove(Values);
        }
    }

    /// <summary>What is both sent and answered has a schema for each: a request is closed and says what it needs, an answer is neither.</summary>
    private static void CopyAnswers(JsonObject paths, JsonObject schemas, HashSet<string> requests, HashSet<string> answers)
    {
        var both = answers.Where(requests.Contains).ToHashSet(StringComparer.Ordinal);
        foreach (var name in both)
            schemas[AnswerOf(name)] = schemas[name]!.DeepClone();
        var answered = Operations(paths)
            .Select(operation => operation["responses"])
            .Concat(answers.Select(name => both.Contains(name) ? schemas[AnswerOf(name)] : schemas[name]));
        foreach (var reference in answered.SelectMany(References).Where(one => both.Contains(NameOf(one)!)).ToArray())
            reference["$ref"] = $"#/components/schemas/{AnswerOf(NameOf(reference)!)}";
    }

    /// <summary>A request that is also a part of another may lack there what the other says for all.</summary>
    private static void CopyParts(JsonObject paths, JsonObject schemas)
    {
        var whole = Operations(paths)
            .Select(operation => operation["requestBody"]?["content"]?["application/json"]?["schema"] as JsonObject)
            .OfType<JsonObject>()
            .Select(NameOf)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (_, schema) in schemas.ToArray())
        {
            foreach (var reference in References(schema).Where(one => whole.Contains(NameOf(one)!)))
            {
                var name = NameOf(reference)!;
                schemas[PartOf(name)] ??= schemas[name]!.DeepClone();
                reference["$ref"] = $"#/components/schemas/{PartOf(name)}";
            }
        }
    }

    private static IEnumerable<JsonObject> References(JsonNode? from) =>
        from switch
        {
            JsonObject members => (NameOf(members) is null ? [] : new[] { members }).Concat(
                members.SelectMany(member => References(member.Value))
            ),
            JsonArray items => items.SelectMany(References),
            _ => [],
        };

    /// <summary>
    /// Several requests may have a part of the same type, and ask different things of it. The document says of such a part only what holds
    /// for all of them.
    /// </summary>
    private void DescribeRequests(JsonObject schemas)
    {
        var rules = new RequestRules(services, clock);
        var found = new Dictionary<(string Schema, string Member), List<MemberRules>>();
        foreach (var (body, example) in Bodies())
        {
            if (rules.Of(body, example) is not { } members || schemas[body.Name] is not JsonObject)
                continue;
            foreach (var (path, rule) in members)
            {
                if (Find(schemas, body.Name, path) is { } place)
                {
                    if (!found.TryGetValue(place, out var list))
                        found[place] = list = [];
                    list.Add(rule);
                }
            }
        }

        // A part of another request is read by the same code; what it needs, the other one says.
        foreach (var ((schema, member), list) in found.Where(one => schemas.ContainsKey(PartOf(one.Key.Schema))).ToArray())
        {
            var part = (PartOf(schema), member);
            var reads = list.SelectMany(rule => rule.Reads).ToArray();
            found[part] = found.TryGetValue(part, out var own)
                ? [.. own.Select(rule => rule with { Reads = [.. rule.Reads, .. reads] })]
                : [new MemberRules(reads, IsRequired: null)];
        }

        foreach (var ((schema, member), list) in found)
        {
            Describe(schemas[schema]!.AsObject(), member, list);
            if (schemas[AnswerOf(schema)] is JsonObject answer)
                Format(Property(answer, member), list);
        }
    }

    private static string AnswerOf(string schema) => $"{schema}Answer";

    private static string PartOf(string schema) => $"{schema}Part";

    /// <summary>What <see cref="BodyShape"/> allows each text and each list of a body, where its reader says nothing narrower.</summary>
    private static void LimitRequests(JsonObject paths, JsonObject schemas)
    {
        var shaped = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var content in Operations(paths).Select(operation => operation["requestBody"]?["content"] as JsonObject).OfType<JsonObject>()
        )
        {
            // Lines have a limit of their own.
            if (!content.Any(media => media.Key.EndsWith("ndjson", StringComparison.Ordinal)))
                Reach(content, schemas, shaped);
        }

        foreach (var (_, property) in shaped.SelectMany(name => schemas[name]!["properties"] as JsonObject ?? []))
        {
            if (TypeOf(property) == "array")
                property!["maxItems"] ??= BodyShape.LongestList;
            var text = TypeOf(property) == "array" ? property!["items"] : property;
            string[] narrower = ["enum", "format", "pattern", Values];
            if (TypeOf(text) == "string" && !narrower.Any(text!.AsObject().ContainsKey))
                text["maxLength"] ??= BodyShape.LongestText;
        }
    }

    private static string? TypeOf(JsonNode? schema) =>
        schema?["type"] switch
        {
            JsonArray types => types.Select(type => (string?)type).FirstOrDefault(type => type != "null"),
            { } type => (string?)type,
            null => null,
        };

    private IEnumerable<(Type Body, JsonNode Example)> Bodies() =>
        endpoints
            .Endpoints.Select(endpoint =>
                (endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, endpoint.Metadata.GetMetadata<RequestExample>()?.Value)
            )
            .Where(one => one.RequestType is not null && one.Value is not null)
            .Select(one => (one.RequestType!, one.Value!))
            .DistinctBy(one => one.Item1);

    /// <summary>The schema in which a member is, and its name there.</summary>
    private static (string Schema, string Member)? Find(JsonObject schemas, string schema, string path)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            var property = schemas[schema]?["properties"]?[name.TrimEnd('[', ']')];
            if (Reference(property) is not { } next)
                return null;
            schema = next;
        }

        var last = names[^1];
        return schemas[schema]?["properties"]?[last.TrimEnd('[', ']')] is JsonObject ? (schema, last) : null;
    }

    private static string? Reference(JsonNode? property) =>
        property is not JsonObject schema ? null
        : NameOf(schema) is { } name ? name
        : (schema["oneOf"] as JsonArray)?.Select(Reference).FirstOrDefault(one => one is not null) ?? Reference(schema["items"]);

    private static void Describe(JsonObject schema, string member, List<MemberRules> rules)
    {
        var name = member.TrimEnd('[', ']');
        if (Property(schema, member) is not { } property)
            return;

        var tried = rules.Select(rule => rule.IsRequired).OfType<bool>().ToArray();
        if (tried.Length > 0 && Array.TrueForAll(tried, isRequired => isRequired) && member == name)
        {
            var required = schema["required"] as JsonArray ?? [];
            if (!required.Any(one => (string?)one == name))
                required.Add(name);
            schema["required"] = required;
            NotNull(property);
        }

        var reads = rules.SelectMany(rule => rule.Reads).ToArray();
        Format(property, rules);
        if (reads.Any(read => read.Longest is not null))
        {
            property["maxLength"] = reads.Max(read => read.Longest);
            property["minLength"] = reads.Where(read => read.Shortest is not null).Min(read => read.Shortest);
        }

        if (TypeOf(property) == "integer" && reads.Any(read => read.Least is not null || read.Most is not null))
        {
            property["minimum"] = reads.Min(read => read.Least);
            property["maximum"] = reads.Max(read => read.Most);
        }

        if (reads.FirstOrDefault(read => read.Names is not null) is { Names: { } names } named)
        {
            if (ValueLists.Knows(named.ListName!) && ValueLists.Of(named.ListName!).Count == names.Count)
                property[Values] = named.ListName;
            else
                property["enum"] = new JsonArray([.. names.Select(value => (JsonNode)JsonValue.Create(value))]);
            AllowNull(property);
        }

        if (reads.Where(read => read.CodeList is not null).DistinctBy(read => read.CodeList).ToArray() is [{ CodeList: { } id } listed])
            Codes(property, CodeLists.BuiltIn[id], listed.IsNamed);
    }

    /// <summary>The member, or with <c>[]</c> each of its items; null where that is a type of its own.</summary>
    private static JsonObject? Property(JsonObject schema, string member)
    {
        var property = schema["properties"]![member.TrimEnd('[', ']')]!.AsObject();
        return !member.EndsWith("[]", StringComparison.Ordinal) ? property
            : property["items"] is JsonObject items && NameOf(items) is null ? items
            : null;
    }

    /// <summary>Days and moments are judged where they come in, and leave as they came.</summary>
    private static void Format(JsonObject? property, List<MemberRules> rules)
    {
        var formats = rules.SelectMany(rule => rule.Reads).Select(read => read.Format).OfType<string>().Distinct().ToArray();
        if (property is not null && formats is [{ } format])
            property["format"] = format;
    }

    /// <summary>The codes, and what they mean in both languages.</summary>
    private static void Codes(JsonObject property, CodeList list, bool isNamed)
    {
        if (!isNamed)
        {
            property[Values] = ValueLists.Marker(list.Id);
            return;
        }

        property["x-code-list"] = ValueLists.AddressOf(list);
        var entries = list.Entries.Where(entry => entry.Name is not null);
        ValueLists.Describe(
            property,
            [.. entries.Select(entry => new ListedValue(entry.Code, ValueLists.Pascal(entry.Name!), entry.Zh, entry.En))]
        );
        AllowNull(property);
    }

    /// <summary>What need not be there may be null.</summary>
    private static void AllowNull(JsonObject property)
    {
        if (MayBeNull(property) && property["enum"] is JsonArray values)
            values.Add(null);
    }

    /// <summary>Puts each list of values into the document once, where a member says that it has its values.</summary>
    private static void ListValues(JsonObject paths, JsonObject schemas)
    {
        foreach (var (name, schema) in schemas.ToArray())
        {
            if ((string?)schema![Values] is not { } marker)
                continue;
            var (_, values) = ValueLists.Schema(marker);
            if (schema["description"] is { } description)
                values!["description"] = description.DeepClone();
            schemas[name] = values;
        }

        foreach (var (name, schema) in schemas.ToArray())
        {
            foreach (var (_, property) in schema!["properties"] as JsonObject ?? [])
                Refer(property!.AsObject(), schemas);
        }

        foreach (var parameter in Operations(paths).SelectMany(operation => operation["parameters"] as JsonArray ?? []))
            Refer(parameter!["schema"]!.AsObject(), schemas);
    }

    private static void Refer(JsonObject member, JsonObject schemas)
    {
        if ((string?)member[Values] is not { } marker)
        {
            if (member["items"] is JsonObject each)
                Refer(each, schemas);
            return;
        }

        member.Remove(Values);
        var value = member["items"] as JsonObject ?? member;
        var (name, values) = ValueLists.Schema(marker);
        if (values is null)
        {
            value["x-code-list"] = ValueLists.AddressOf(CodeLists.BuiltIn[marker.Split(':')[1]]);
            return;
        }

        // A reference cannot say that it may be null, in a way that all generators read.
        if (MayBeNull(value))
        {
            foreach (var (key, one) in values.Where(one => one.Key is not ("type" or "description")))
                value[key] = one?.DeepClone();
            AllowNull(value);
            return;
        }

        schemas[name] ??= values;
        foreach (var key in value.Select(one => one.Key).Where(key => key != "description").ToArray())
            value.Remove(key);
        value["$ref"] = $"#/components/schemas/{name}";
    }

    private static void NotNull(JsonObject property)
    {
        if (property["type"] is JsonArray types && types.Select(type => (string?)type).Except(["null"]).ToArray() is [{ } only])
            property["type"] = only;
    }

    /// <summary>Puts each example of a problem into the document once.</summary>
    private sealed class SharedExamples
    {
        private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

        public JsonObject Made { get; } = [];

        public void Share(JsonObject operation)
        {
            var contents = (operation["responses"] as JsonObject ?? [])
                .Select(response => response.Value?["content"])
                .OfType<JsonObject>()
                .SelectMany(content => content)
                .Select(media => media.Value?["examples"])
                .OfType<JsonObject>();
            foreach (var examples in contents)
            {
                foreach (var (code, example) in examples.ToArray())
                    examples[code] = new JsonObject { ["$ref"] = $"#/components/examples/{NameOf(code, example!)}" };
            }
        }

        private string NameOf(string code, JsonNode example)
        {
            var text = example.ToJsonString();
            if (names.TryGetValue(text, out var known))
                return known;
            var name = code;
            for (var n = 2; Made.ContainsKey(name); n++)
                name = string.Create(CultureInfo.InvariantCulture, $"{code}-{n}");
            Made[name] = example.DeepClone();
            return names[text] = name;
        }
    }
}

/// <summary>Puts what several operations have into the document once.</summary>
internal static class SharedParts
{
    /// <summary>Answers with a problem.</summary>
    public static JsonObject Problems(IEnumerable<JsonObject> operations) =>
        Of(
            "responses",
            operations
                .Select(operation => operation["responses"]!.AsObject())
                .SelectMany(responses => responses.Where(one => one.Key[0] is '4' or '5').Select(one => (one.Key, one.Value!.AsObject())))
                .Select(one => ($"Problem{one.Key}", one.Item2))
        );

    public static JsonObject Parameters(IEnumerable<JsonObject> operations) =>
        Of(
            "parameters",
            operations
                .SelectMany(operation => (operation["parameters"] as JsonArray ?? []).OfType<JsonObject>())
                .Where(parameter => NameOf(parameter) is not null)
                .Select(parameter => (NameOf(parameter)!, parameter))
        );

    private static string? NameOf(JsonObject parameter) =>
        (string?)parameter["name"] is { } name
            ? string.Concat(name.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))
            : null;

    private static JsonObject Of(string kind, IEnumerable<(string Name, JsonObject Part)> parts)
    {
        var shared = new JsonObject();
        var groups = parts
            .GroupBy(one => one.Name + one.Part.ToJsonString(), StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToArray();
        foreach (var group in groups)
        {
            var (first, part) = group.First();
            var name = first;
            for (var n = 2; shared.ContainsKey(name); n++)
                name = string.Create(CultureInfo.InvariantCulture, $"{first}-{n}");
            shared[name] = part.DeepClone();
            foreach (var (_, same) in group)
            {
                same.Clear();
                same["$ref"] = $"#/components/{kind}/{name}";
            }
        }

        return shared;
    }
}
