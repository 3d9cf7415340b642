using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Storage.Chaining;
using Grid.Storage.Sealing;

namespace Grid.Storage.Persons.State;

/// <summary>
/// A person's record as the document that is sealed into <c>person.state</c>: what an older build wrote, a newer one reads.
/// </summary>
internal sealed class StateDocument
{
    /// <summary>The version that this build writes.</summary>
    public const short Schema = 1;

    private readonly Dictionary<short, IStateUpgrade> upgrades;

    public StateDocument(IEnumerable<IStateUpgrade> upgrades) => this.upgrades = upgrades.ToDictionary(upgrade => upgrade.From);

    public static byte[] Write(PersonRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, DomainJson.Options);

    /// <exception cref="StateSchemaException">Written by a newer build, or no upgrade leads here.</exception>
    public PersonRecord Read(short schema, byte[] document)
    {
        if (schema == Schema)
            return JsonSerializer.Deserialize<PersonRecord>(document, DomainJson.Options) ?? throw Unreadable(schema);
        if (schema > Schema)
        {
            throw new StateSchemaException(
                $"A person's state has schema {schema}; this build reads up to {Schema}. Deploy the build that wrote it."
            );
        }

        var json = JsonNode.Parse(document) as JsonObject ?? throw Unreadable(schema);
        for (var version = schema; version < Schema; version++)
        {
            json = upgrades.TryGetValue(version, out var upgrade)
                ? upgrade.Upgrade(json)
                : throw new StateSchemaException($"No upgrade leads from schema {version} of a person's state to {version + 1}.");
        }

        return json.Deserialize<PersonRecord>(DomainJson.Options) ?? throw Unreadable(schema);
    }

    private static StateSchemaException Unreadable(short schema) => new($"A person's state of schema {schema} is no document.");
}

/// <summary>A person's row as it was read.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Schema">Form of the state.</param>
/// <param name="State">The sealed state.</param>
/// <param name="DataKey">The wrapped data key; null of an erased person.</param>
/// <param name="Chained">What its MAC is of; null if a host wrote it that makes none.</param>
/// <param name="Mac">The MAC; of no use without <paramref name="Chained"/>.</param>
internal sealed record StoredPerson(long Version, short Schema, byte[] State, byte[]? DataKey, StateMac? Chained, byte[]? Mac);

/// <summary>What the store needs to write a person again.</summary>
/// <param name="Key">The person's data key.</param>
/// <param name="Chain">Head of the journal; null without a row, or if it must be made up first.</param>
/// <param name="IsBehind">The last writer made no MACs: the head is to be computed from the journal.</param>
/// <param name="IsNewKey">The key is not stored yet: of a new person, or one who comes back after an erasure.</param>
internal sealed record PersonTag(DataKey Key, byte[]? Chain, bool IsBehind, bool IsNewKey = false);

/// <summary>
/// Turns a state document of one schema version into the next one's. Added when the form changes in a way that reading by itself does not
/// bridge; never removed.
/// </summary>
public interface IStateUpgrade
{
    /// <summary>The version it takes; it gives the next.</summary>
    short From { get; }

    JsonObject Upgrade(JsonObject document);
}

/// <summary>A state document has a form that this build cannot read: a newer build wrote it, or an upgrade is missing.</summary>
public sealed class StateSchemaException(string message) : Exception(message);
