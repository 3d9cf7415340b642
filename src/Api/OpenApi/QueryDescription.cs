using System.Globalization;
using System.Text.Json.Nodes;
using Grid.Api.Answers;
using Grid.Api.Changes;
using Grid.Api.Requests;
using Grid.Domain.Answers;
using Grid.Domain.Counting;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Duties;
using Microsoft.OpenApi;

namespace Grid.Api.OpenApi;

/// <summary>
/// What the document says of the parameters of addresses and queries. Tests ask each operation without its query, and with values that are
/// none, and compare.
/// </summary>
internal static class QueryDescription
{
    /// <summary>A month of the statistics: 2026-11.</summary>
    internal const string Month = "^[0-9]{4}-(0[1-9]|1[0-2])$";

    /// <summary>By operation and name, where it needs more than the name; else by name.</summary>
    private static readonly Dictionary<string, OpenApiParameter> Known = new OpenApiParameter[]
    {
        Number("pageSize", "Lines of a page, 50 by default.", 1, QueryReader.LargestSize),
        Text("cursor", "The member next of the page before; without it the first page.", null),
        Text(
            "after",
            "The next of the page before, or the cursor of a change; now: from now on. From 90 days ago when absent.",
            ChangeEndpoints.LongestCursor
        ),
        Number("wait", "Seconds to wait for a change where there is none yet, none when absent.", 0, 30),
        Flag("overdue", "true: only those whose deadline has passed."),
        Text("name", "A part of the name.", 50),
        Text("office", "An office's code: only what it has. Not together with region.", 14),
        Text("region", "A region's code of 2, 4 or 6 digits: only what the offices in it have.", 12),
        Named<WorklistBucket>("bucket", "Only duties that are due then."),
        Flag("escalated", "true: only those that were escalated to the caller's office."),
        Flag("mine", "true: only those that the caller has claimed."),
        Flag("unclaimed", "true: only those that no clerk has claimed."),
        Flag("dryRun", "true: judge only, and change nothing."),
        Day("from", "The first day, inclusive."),
        Day("to", "The last day, inclusive."),
        Text("actor", "The subject of who read.", 100),
        Text("person", "A person's identifier.", 40),
        Text("action", "An operation's name, as in /v1/roles.", 60),
        Named<AccessOutcome>("outcome", "Only entries that ended so."),
        Flag("all", "true: also readers whose use is not unusual."),
        Period("period", "The month that names a period: 2026-11 is 21 October to 20 November. The present period when absent."),
        OneOf("lang", "The language of the file; by Accept-Language when absent.", "zh", "en"),
        OneOf("format", "The kind of file, xlsx when absent. json is the submitted report itself.", "csv", "xlsx", "json"),
        Text("words", "Words that title or text must have.", 100),
        Named<TextAudience>("audience", "Only texts for these readers."),
        Named<TextKind>("kind", "Only texts of this kind."),
        Text("parent", "The code of the region above.", 12),
        Flag("withoutOwner", "true: only offices for which nobody answers."),
        Text("number", "The certificate's number.", 40),
        Text("code", "The code printed beside the number.", 40),
        Text("value", "The value of the dimension; needed with every dimension but total.", 40),
        Needed(Number("position", "Number of the first row in the delivery, from 0.", 0, null)),
    }.ToDictionary(parameter => parameter.Name!, StringComparer.Ordinal);

    private static readonly Dictionary<(string Operation, string Name), OpenApiParameter> OfOperation = new()
    {
        [("counts.series", "from")] = Period("from", "The month of the first period, inclusive; eleven before the last when absent."),
        [("counts.series", "to")] = Period("to", "The month of the last period, inclusive; the present one when absent. At most 120."),
        [("denominators.list", "from")] = Period("from", "The month of the first period, inclusive; the last one when absent."),
        [("denominators.list", "to")] = Period("to", "The month of the last period, inclusive; the present one when absent."),
        [("denominators.list", "region")] = Needed(Text("region", "A region's code.", 12)),
        [("counts.stock", "on")] = Needed(Day("on", "The day, today or before.")),
        [("counts.stock", "ages")] = Bands("ages", "Lower ends of the bands of age in years, rising: 16,25,35."),
        [("counts.stock", "months")] = Bands("months", "Lower ends of the bands of duration in months, rising: 0,6,12."),
        [("policy-texts.list", "on")] = Day("on", "The day on which they hold; today when absent."),
        [("counts.persons", "block")] = Named<CountBlock>("block", "The block of the statistics, urban when absent."),
        [("counts.persons", "measure")] = Needed(Named<Measure>("measure", "The figure.")),
        [("counts.persons", "dimension")] = Named<Dimension>("dimension", "What it is broken down by, total when absent."),
        [("matters.list", "kind")] = Named<MatterKind>("kind", "Only matters of this kind."),
        [("matters.list", "status")] = Listed("status", "Only those with this status.", "MatterLineState"),
        [("matters.differences", "kind")] = Named<MatterKind>("kind", "Only matters of this kind."),
        [("open-complaints.list", "status")] = OneOf(
            "status",
            "Those without an answer (open, when absent), or those that have one.",
            "open",
            "over"
        ),
        [("complaints.figures", "from")] = Needed(Day("from", "The first day, inclusive.")),
        [("complaints.figures", "to")] = Needed(Day("to", "The last day, inclusive; at most a year later.")),
        [("performance.read", "from")] = Needed(Day("from", "The first day, inclusive.")),
        [("performance.read", "to")] = Needed(Day("to", "The last day, inclusive; at most a year later.")),
        [("platform.days", "from")] = Needed(Day("from", "The first day, inclusive.")),
        [("platform.days", "to")] = Needed(Day("to", "The last day, inclusive.")),
        [("reports.list", "period")] = Period("period", "Only reports of this period."),
        [("offices.list", "region")] = Text("region", "A region's code: only offices in it.", 12),
    };

    /// <summary>Of an operation's query.</summary>
    /// <exception cref="InvalidOperationException">Nothing is known of it.</exception>
    public static OpenApiParameter Of(string operation, string name) =>
        Copy(
            OfOperation.TryGetValue((operation, name), out var own) ? own
            : Known.TryGetValue(name, out var known) ? known
            : throw new InvalidOperationException($"{operation}: the document has nothing to say of the query's {name}.")
        );

    /// <summary>Of an address.</summary>
    /// <exception cref="InvalidOperationException">Nothing is known of it.</exception>
    public static string OfPath(string name) =>
        name switch
        {
            "personId" => "The person's identifier: 32 hexadecimal digits.",
            "number" => "The number.",
            "id" => "The identifier, as the list or the answer that made it gives it.",
            "region" => "The region's code of 2, 4 or 6 digits.",
            "code" => "The code.",
            "period" => "The month that names the period: 2026-11 is 21 October to 20 November.",
            "year" => "The year.",
            "day" => "The day: 2026-11-20.",
            "key" => "The key.",
            "kind" => "The kind, as the list of worklists gives it.",
            "matter" => "The matter's number.",
            "proposal" => "The proposal's identifier.",
            "rule" => "The rule's identifier.",
            "sequence" => "The number of the line, from 1.",
            "source" => "The source's identifier.",
            "version" => "The version's number.",
            _ => throw new InvalidOperationException($"The document has nothing to say of {{{name}}} in an address."),
        };

    /// <summary>The form of what stands in an address, where it has one.</summary>
    public static void FormOfPath(OpenApiParameter parameter)
    {
        if (parameter.Schema is not OpenApiSchema { Type: JsonSchemaType.String } schema)
            return;
        if (parameter.Name == "day")
            schema.Format = "date";
        schema.Pattern = parameter.Name switch
        {
            "period" => Month,
            "year" => "^[0-9]{4}$",
            _ => null,
        };
    }

    private static OpenApiParameter Copy(OpenApiParameter one) =>
        new()
        {
            Name = one.Name,
            In = ParameterLocation.Query,
            Required = one.Required,
            Description = one.Description,
            Schema = one.Schema,
        };

    private static OpenApiParameter Needed(OpenApiParameter one)
    {
        one.Required = true;
        return one;
    }

    private static OpenApiParameter Day(string name, string description) =>
        Of(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });

    private static OpenApiParameter Period(string name, string description) =>
        Of(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Pattern = Month });

    private static OpenApiParameter Bands(string name, string description) =>
        Of(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9]{1,4}(,[0-9]{1,4}){0,19}$" });

    private static OpenApiParameter Flag(string name, string description) =>
        Of(name, description, new OpenApiSchema { Type = JsonSchemaType.Boolean });

    private static OpenApiParameter Number(string name, string description, int least, int? most) =>
        Of(
            name,
            description,
            new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = most is null ? "int64" : "int32",
                Minimum = least.ToString(CultureInfo.InvariantCulture),
                Maximum = most?.ToString(CultureInfo.InvariantCulture),
            }
        );

    /// <param name="name">Its name.</param>
    /// <param name="description">What it says.</param>
    /// <param name="longest">Most characters; null: as many as an address may have.</param>
    private static OpenApiParameter Text(string name, string description, int? longest) =>
        Of(name, description, new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest });

    private static OpenApiParameter OneOf(string name, string description, params string[] values) =>
        Of(
            name,
            description,
            new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. values.Select(value => (JsonNode)JsonValue.Create(value))] }
        );

    private static OpenApiParameter Named<TEnum>(string name, string description)
        where TEnum : struct, Enum => Listed(name, description, typeof(TEnum).Name);

    private static OpenApiParameter Listed(string name, string description, string list) =>
        Of(
            name,
            description,
            new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
                {
                    [PublishedDocument.Values] = new JsonNodeExtension(JsonValue.Create(list)),
                },
            }
        );

    private static OpenApiParameter Of(string name, string description, OpenApiSchema schema) =>
        new()
        {
            Name = name,
            Description = description,
            Schema = schema,
        };
}
