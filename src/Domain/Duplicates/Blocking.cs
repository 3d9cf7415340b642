using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Duplicates;

/// <summary>
/// By what two persons meet: they are compared when they agree in at least one of these. The number is the place of the key among a person's
/// keys, which are stored: it never changes its meaning.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<BlockKind>))]
public enum BlockKind
{
    /// <summary>Sound of the name in whatever order, and year of birth.</summary>
    NameAndYear = 0,

    /// <summary>Sound of the name in whatever order, and month and day of birth.</summary>
    NameAndDay = 1,

    /// <summary>Date of birth, and sound of the first character.</summary>
    BirthAndFirst = 2,

    /// <summary>Date of birth, and sound of the last character.</summary>
    BirthAndLast = 3,

    /// <summary>Telephone.</summary>
    Telephone = 4,

    /// <summary>Address with a house number, and sound of the first character.</summary>
    Address = 5,
}

/// <summary>By which keys persons meet, and by what a block that is too large is divided.</summary>
public static class Blocking
{
    /// <summary>Every kind, in the order of its number.</summary>
    public static IReadOnlyList<BlockKind> Kinds { get; } = Enum.GetValues<BlockKind>();

    /// <summary>The text of a person's key; null for a person who has none of this kind. It is stored as a keyed hash only.</summary>
    public static string? KeyOf(Traits person, BlockKind kind)
    {
        ArgumentNullException.ThrowIfNull(person);
        return kind switch
        {
            BlockKind.NameAndYear => person.Born is { } born ? $"{Letters(person.Sound)}|{Year(born)}" : null,
            BlockKind.NameAndDay => person.Born is { } born ? $"{Letters(person.Sound)}|{Day(born)}" : null,
            BlockKind.BirthAndFirst => person.Born is { } born ? $"{Year(born)}{Day(born)}|{person.FirstSound}" : null,
            BlockKind.BirthAndLast => person.Born is { } born ? $"{Year(born)}{Day(born)}|{person.LastSound}" : null,
            BlockKind.Telephone => person.Telephone.Length > 0 ? person.Telephone : null,
            BlockKind.Address => AddressForm.NamesHouse(person.Address) ? $"{person.Address}|{person.FirstSound}" : null,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of block."),
        };
    }

    /// <summary>By what a block of this kind is divided when it is too large, the first first: what its members do not have in common yet.</summary>
    internal static IReadOnlyList<Func<Traits, string>> DivisionsOf(BlockKind kind) =>
        kind switch
        {
            BlockKind.NameAndYear => [DayOf, person => person.Name],
            BlockKind.NameAndDay => [YearOf, person => person.Name],
            BlockKind.BirthAndFirst or BlockKind.BirthAndLast => [person => Letters(person.Sound), person => person.Name],
            BlockKind.Telephone or BlockKind.Address => [person => person.FirstSound, YearOf, person => Letters(person.Sound)],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of block."),
        };

    /// <summary>WANG WEI, WEI WANG and 王伟 have the same letters.</summary>
    private static string Letters(string sound)
    {
        var letters = sound.ToCharArray();
        Array.Sort(letters);
        return new string(letters);
    }

    private static string Year(DateOnly born) => born.ToString("yyyy", CultureInfo.InvariantCulture);

    private static string Day(DateOnly born) => born.ToString("MMdd", CultureInfo.InvariantCulture);

    private static string YearOf(Traits person) => person.Born is { } born ? Year(born) : "";

    private static string DayOf(Traits person) => person.Born is { } born ? Day(born) : "";
}

/// <summary>How far blocks are compared in full.</summary>
/// <param name="Block">Persons of a block that are compared each with each. A larger block is divided.</param>
/// <param name="Window">In a block that cannot be divided further: with how many neighbours, in order of birth and name, each is compared.</param>
public sealed record BlockLimits(int Block = 300, int Window = 30) : Discreet;

/// <summary>What was compared in a block, and what was not because the block was too large.</summary>
/// <param name="Compared">Pairs that were compared.</param>
/// <param name="NotCompared">Pairs of the block that were not. Another block may have compared them.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BlockCount(long Compared, long NotCompared)
{
    public static BlockCount operator +(BlockCount one, BlockCount other) => Add(one, other);

    public static BlockCount Add(BlockCount one, BlockCount other) =>
        new(one.Compared + other.Compared, one.NotCompared + other.NotCompared);

    /// <summary>Pairs among so many persons.</summary>
    public static long PairsOf(long persons) => persons * (persons - 1) / 2;
}

/// <summary>
/// Walks through the pairs of a block: of a small one all; a larger one is divided by what its members can differ in, and what is still too
/// large after that is compared within a window. Nothing is left out without being counted.
/// </summary>
public static class BlockWalk
{
    /// <summary>Calls back with the places of both of each pair, once for each pair.</summary>
    /// <param name="kind">Of the block.</param>
    /// <param name="persons">Its members.</param>
    /// <param name="limits">How far it is compared in full.</param>
    /// <param name="pair">Gets the places of the two in <paramref name="persons"/>.</param>
    public static BlockCount ForEachPair(BlockKind kind, IReadOnlyList<Traits> persons, BlockLimits limits, Action<int, int> pair)
    {
        ArgumentNullException.ThrowIfNull(persons);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(pair);
        var compared = Walk([.. Enumerable.Range(0, persons.Count)], 0);
        return new BlockCount(compared, BlockCount.PairsOf(persons.Count) - compared);

        long Walk(int[] members, int division)
        {
            if (members.Length <= limits.Block)
                return Window(members, members.Length);
            var divisions = Blocking.DivisionsOf(kind);
            return division < divisions.Count
                ? members
                    .GroupBy(member => divisions[division](persons[member]), StringComparer.Ordinal)
                    .Sum(part => Walk([.. part], division + 1))
                : Window(
                    [.. members.OrderBy(member => persons[member].Born).ThenBy(member => persons[member].Name, StringComparer.Ordinal)],
                    limits.Window
                );
        }

        long Window(int[] members, int width)
        {
            var count = 0L;
            for (var i = 0; i < members.Length; i++)
            {
                for (var j = i + 1; j < members.Length && j - i <= width; j++)
                {
                    pair(members[i], members[j]);
                    count++;
                }
            }

            return count;
        }
    }
}
