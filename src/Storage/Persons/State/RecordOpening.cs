using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Sealing;

namespace Grid.Storage.Persons.State;

/// <summary>Opens sealed records for lists, in which one that cannot be read is passed over.</summary>
internal sealed class RecordOpening(KeyRing ring, IEnumerable<IStateUpgrade> upgrades)
{
    private readonly StateDocument documents = new(upgrades);

    /// <summary>The record; null when its key or the document cannot be used.</summary>
    /// <param name="person">Of whom.</param>
    /// <param name="schema">Schema of the document.</param>
    /// <param name="state">The sealed document.</param>
    /// <param name="dataKey">The wrapped key; null of an erased person.</param>
    public PersonRecord? Open(PersonId person, short schema, byte[] state, byte[]? dataKey)
    {
        if (dataKey is null)
            return null;
        var id = person.ToString();
        try
        {
            return documents.Read(schema, Sealer.Open(state, DataKey.Unwrap(ring, dataKey, id), AssociatedData.Of(id, "state")));
        }
        catch (Exception e) when (e is SealKeyMissingException or SealBrokenException or JsonException or StateSchemaException)
        {
            return null;
        }
    }
}
