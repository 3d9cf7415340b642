using BitFaster.Caching.Lru;
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
    /// <summary>The ones used last stay.</summary>
    internal const int MostRemembered = 100_000;

    private readonly ConcurrentLru<PersonId, bool> remembered = new(MostRemembered);

    /// <summary>How many are remembered.</summary>
    internal int Remembered => remembered.Count;

    public async ValueTask<bool> ContainsAsync(PersonId person, CancellationToken cancelled)
    {
        if (remembered.TryGet(person, out _))
            return true;
        if (!await search.ExistsAsync(person, cancelled))
            return false;
        Remember(person);
        return true;
    }

    /// <summary>Of a person who was found in the store, or whose command was committed.</summary>
    public void Remember(PersonId person) => remembered.AddOrUpdate(person, true);
}
