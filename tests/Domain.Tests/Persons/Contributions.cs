using Grid.Domain.Persons;
using Grid.Domain.Persons.Consequences;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// What the figures say of a person, computed from count entries alone and without the rules that made them: each entry puts its facts in or takes them
/// out, and what remains is what is registered now. This is DOMAIN §5.2's closing = opening + new + in − exits − out, for every breakdown at once.
/// </summary>
internal static class Contributions
{
    /// <summary>+1 or −1 for the block that the facts name.</summary>
    public static int EffectOf(CountEntry entry) => entry.Kind switch
    {
        CountKind.New or CountKind.TransferIn or CountKind.Correction or CountKind.Link or CountKind.EnteredInError => entry.Sign,
        CountKind.Exit or CountKind.TransferOut or CountKind.ByReferenceEnded => -entry.Sign,
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };

    public static Dictionary<(string Region, string Office, RegistrationFacts Facts), int> Sum(IEnumerable<CountEntry> entries) =>
        entries.GroupBy(e => (e.Region, e.Office, e.Facts))
            .Select(g => (g.Key, Sum: g.Sum(EffectOf)))
            .Where(g => g.Sum != 0)
            .ToDictionary(g => g.Key, g => g.Sum);

    /// <summary>Inside the urban stock, 0 or 1 for a person.</summary>
    public static int Stock(IEnumerable<CountEntry> entries) => entries.Where(e => e.Facts.Counted).Sum(EffectOf);

    public static void Check(PersonRecord record, IReadOnlyList<CountEntry> entries)
    {
        var sum = Sum(entries);
        Assert.Equal(record.Registration is { Counted: true } ? 1 : 0, Stock(entries));
        if (record.Registration is not { } active)
        {
            Assert.Empty(sum);
            return;
        }

        var expected = (World.Offices.Find(active.Office)!.CountingUnit.Value, active.Office, Statistics.ExactFacts(active, record.Identity!, record.Details));
        var only = Assert.Single(sum);
        Assert.Equal(expected, only.Key);
        Assert.Equal(1, only.Value);
    }
}
