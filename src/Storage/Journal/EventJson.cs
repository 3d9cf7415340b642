using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Grid.Domain.Json;
using Grid.Domain.Persons;

namespace Grid.Storage.Journal;

/// <summary>
/// An event as the journal keeps it: its name, its clear facts, and its personal part, which is sealed. The parts are the same JSON object
/// cut along <see cref="PersonalAttribute"/>; put together again they are the event.
/// </summary>
internal static class EventJson
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(PersonEvent)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(derived => derived.DerivedType, derived => (string)derived.TypeDiscriminator!);

    private static readonly FrozenDictionary<string, Type> Types = Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly JsonSerializerOptions Clear = Keeping(personal: false);
    private static readonly JsonSerializerOptions Personal = Keeping(personal: true);

    /// <summary>The name of the event's kind.</summary>
    public static string NameOf(PersonEvent fact) => NameOf(fact.GetType());

    /// <summary>The name of a kind.</summary>
    public static string NameOf(Type kind) => Names[kind];

    /// <summary>The statistical part.</summary>
    public static string Facts(PersonEvent fact) => JsonSerializer.Serialize(fact, fact.GetType(), Clear);

    /// <summary>The personal part; null if the event has none.</summary>
    public static byte[]? PersonalPart(PersonEvent fact)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), Personal);
        return json.AsSpan().SequenceEqual("{}"u8) ? null : json;
    }

    /// <summary>The event of both parts.</summary>
    /// <exception cref="JsonException">The parts are not those of such an event.</exception>
    public static PersonEvent Join(string name, ReadOnlySpan<byte> facts, ReadOnlySpan<byte> personal)
    {
        if (!Types.TryGetValue(name, out var type))
            throw new JsonException($"The journal holds an event '{name}', which this build does not know.");
        byte[] whole =
            personal.Length <= 2 ? facts.ToArray()
            : facts.Length <= 2 ? personal.ToArray()
            : [.. facts[..^1], (byte)',', .. personal[1..]];
        return (PersonEvent?)JsonSerializer.Deserialize(whole, type, DomainJson.Options)
            ?? throw new JsonException($"The event '{name}' is empty.");
    }

    private static JsonSerializerOptions Keeping(bool personal)
    {
        var options = new JsonSerializerOptions(DomainJson.Options)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { type => Cut(type, personal) } },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void Cut(JsonTypeInfo type, bool personal)
    {
        if (type.Kind != JsonTypeInfoKind.Object || !type.Type.IsSubclassOf(typeof(PersonEvent)))
            return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].AttributeProvider?.IsDefined(typeof(PersonalAttribute), inherit: true) != personal)
                type.Properties.RemoveAt(i);
        }
    }
}
