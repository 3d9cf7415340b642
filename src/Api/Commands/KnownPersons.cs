using System.Collections.Concurrent;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Commands;

/// <summary>
/// Whether an identifier in an address or a body is a person's, found out without the person's grain: who sends made-up identifiers
/// activates none. Those that were found are remembered, up to a limit. Those that were not are not: another process may register the
/// person in the next moment, and the answer must then be right.
/// </summary>
internal sealed class KnownPersons(IPersonSearch search)
{
    /// <summary>Of each of two halves; when the younger is full, the older is dropped.</summary>
    internal const int MostOfHalf = 50_000;

    private readonly Lock gate = new();
    private ConcurrentDictionary<PersonId, bool> younger = new();
    private ConcurrentDictionary<PersonId, bool> older = new();

    /// <summary>How many are remembered.</summary>
    internal int Remembered => younger.Count + older.Count;

    public async ValueTask<bool> ContainsAsync(PersonId person, CancellationToken cancelled)
    {
        if (younger.ContainsKey(person))
            return true;
        if (!older.ContainsKey(person) && !await search.ExistsAsync(person, cancelled))
            return false;
        Remember(person);
        return true;
    }

    /// <summary>Of a person who was found in the store, or whose command was committed.</summary>
    public void Remember(PersonId person)
    {
        // The count locks the whole dictionary: not for each person who is remembered already.
        if (!younger.TryAdd(person, true) || younger.Count <= MostOfHalf)
            return;
        lock (gate)
        {
            if (younger.Count > MostOfHalf)
                (older, younger) = (younger, new ConcurrentDictionary<PersonId, bool>());
        }
    }
}
