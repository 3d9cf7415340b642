using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Api.Persons;

/// <summary>A page of a person's history.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record HistoryView(string PersonId, IReadOnlyList<HistoryLine> Items, string? Next);

/// <summary>One event of a person's history: what, when, by whom, and its facts, masked.</summary>
/// <param name="On">The event's date, which decides its period.</param>
/// <param name="At">When it was decided.</param>
public sealed record HistoryLine(
    long Sequence,
    [Among(ValueLists.EventKind)] string Event,
    DateOnly On,
    DateTimeOffset At,
    string By,
    [Among("TokenRole")] string Role,
    string? ByOffice,
    string? Office,
    JsonObject Facts,
    string? TraceId
)
{
    internal static HistoryLine Of(JournalEntry entry)
    {
        var (name, facts) = HistoryFacts.Of(entry.Event);
        return new HistoryLine(
            entry.Sequence,
            name,
            entry.On,
            entry.At,
            entry.Actor.Subject,
            RoleNames.Of(entry.Actor.Role),
            entry.Actor.Office,
            entry.Office,
            facts,
            entry.TraceId
        );
    }
}

/// <summary>
/// An event as the history shows it: its open facts, and of its personal part only grounds and texts, with long numbers taken out. A new
/// member of an event is hidden until it is named here.
/// </summary>
internal static class HistoryFacts
{
    /// <summary>Personal members that are shown, masked.</summary>
    private static readonly FrozenSet<string> Shown = new[]
    {
        "note",
        "text",
        "evidence",
        "declaration",
        "verification",
        "request",
        "changes",
        "details.evidence",
        "reason",
        "contact",
        "service",
        "grade",
        "recognition",
        "snooze",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Members that are nowhere shown: with the rest they would give the person away. The birth date completes the masked number.
    /// </summary>
    private static readonly FrozenSet<string> Hidden = new[]
    {
        "birthDate",
        "otherReason",
        "telephone",
        "address",
        "health",
        "disabilityGrade",
        "identity",
        "case",
        "move",
        "category",
        "others",
        "categories",
        "retirementCategory",
        "familyContact",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>As events are stored, but with moments and codes as every answer has them.</summary>
    private static readonly JsonSerializerOptions Options = new(DomainJson.Options)
    {
        Converters = { new ChinaMoment(), new MaskedReason(), new CodedEnums() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Rename } },
    };

    private static readonly FrozenSet<string> OpenChanges = new[]
    {
        "education",
        "ethnicGroup",
        "hukouNature",
        "hukouRegion",
        "profile.occupation",
        "profile.community",
        "ground",
        "group",
        "unemployedOn",
        "jobWishes",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static (string Name, JsonObject Facts) Of(PersonEvent happened)
    {
        var json = JsonSerializer.SerializeToNode(happened, Options)!.AsObject();
        var name = (string)json["event"]!;
        json.Remove("event");
        foreach (var property in Options.GetTypeInfo(happened.GetType()).Properties)
        {
            var isPersonal = property.AttributeProvider?.IsDefined(typeof(PersonalAttribute), inherit: true) == true;
            if (isPersonal && !IsShown(happened, property.Name))
                json.Remove(property.Name);
        }

        if (json["changes"] is JsonArray changes)
            json["changes"] = new JsonArray([.. changes.Select(change => Change(change!.AsObject()))]);

        Clean(json);
        return (name, json);
    }

    private static void Rename(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var name = AnswerName(property.Name, property.PropertyType);
            if (type.Properties.All(other => other.Name != name))
                property.Name = name;
        }
    }

    /// <summary>Stored names that differ from those that answers have for the same: a note explains an action, a text is what was said.</summary>
    private static string AnswerName(string stored, Type type) =>
        stored switch
        {
            "why" => "note",
            "reason" when type == typeof(string) => "note",
            "words" => "text",
            _ => stored,
        };

    private static bool IsShown(PersonEvent happened, string member) =>
        Shown.Contains(member)
        || (happened is Exited or RegistrationRevoked or InformingRecorded && member == "details")
        || (happened is RevocationProposed && member == "check")
        || (happened is Proposed { Kind: ProposalKind.RegistrationRevoked } && member == "proposal");

    /// <summary>Before and after of a corrected field; only that it changed, where the value is sensitive.</summary>
    private static JsonObject Change(JsonObject change)
    {
        var field = (string)change["field"]!;
        return OpenChanges.Contains(field)
            ? new JsonObject
            {
                ["field"] = RequestName(field),
                ["before"] = Coded(field, change["before"]),
                ["after"] = Coded(field, change["after"]),
            }
            : new JsonObject { ["field"] = RequestName(field), ["masked"] = true };
    }

    /// <summary>As the correction names the field.</summary>
    private static string RequestName(string field) => field == "group" ? "byReference" : field;

    /// <summary>The journal has the names of these two.</summary>
    private static JsonNode? Coded(string field, JsonNode? value)
    {
        var list = field switch
        {
            "ground" => CodeListIds.PlaceGround,
            "group" => CodeListIds.ByReferenceGroup,
            _ => null,
        };
        return list is not null && CodeLists.BuiltIn[list].TryGetByName((string?)value, out var entry) ? entry.Code : value?.DeepClone();
    }

    private static void Clean(JsonObject json)
    {
        foreach (var (member, value) in json.ToList())
        {
            if (Hidden.Contains(member))
            {
                json.Remove(member);
            }
            else if (value is JsonObject inner)
            {
                Clean(inner);
            }
            else if (value is JsonArray list)
            {
                foreach (var item in list.OfType<JsonObject>())
                    Clean(item);
            }
            else if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String && FreeTexts.Contains(member))
            {
                json[member] = Mask.Text((string)text!);
            }
        }
    }

    private static readonly FrozenSet<string> FreeTexts = new[]
    {
        "note",
        "text",
        "source",
        "name",
        "skill",
        "reason",
        "given",
    }.ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>Reason 70 shows as 90 here as everywhere.</summary>
internal sealed class MaskedReason : JsonConverter<UnemploymentReason>
{
    public override UnemploymentReason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are only written.");

    public override void Write(Utf8JsonWriter writer, UnemploymentReason value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Mask.Reason(value));
}
