using System.Globalization;
using Grid.Domain.Codes;
using Grid.Domain.Identity;

namespace Grid.Domain.Duplicates;

/// <summary>Compares traits. Pure and symmetric: the order of the two persons changes nothing.</summary>
public static class LikenessOf
{
    private const int ShortestLatinForSlip = 6;
    private const double SamePlace = 0.8;

    // A citizen number: area, birth date, sequence, check digit.
    private const int BirthAt = 6;
    private const int SequenceAt = 14;
    private const int CheckAt = 17;
    private const int MostSlips = 2;

    /// <summary>All traits.</summary>
    public static Likeness Persons(Traits one, Traits other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new Likeness(
            Names(one, other),
            BirthDates(one.Born, other.Born),
            Sexes(one.Sex, other.Sex),
            Telephones(one.Telephone, other.Telephone),
            Addresses(one.Address, other.Address),
            Numbers(one, other)
        );
    }

    internal static LikenessKind Names(Traits one, Traits other)
    {
        if (one.IsLatin != other.IsLatin)
            return AreAnagramsOfParts(one, other) ? LikenessKind.SameSoundInLetters : LikenessKind.OtherScript;
        if (string.Equals(one.Name, other.Name, StringComparison.Ordinal))
            return LikenessKind.Same;
        if (one.IsLatin)
            return Latin(one.Name, other.Name);
        if (string.Equals(one.Sound, other.Sound, StringComparison.Ordinal))
            return LikenessKind.SameSound;
        if (IsNearName(one.Name, other.Name))
            return LikenessKind.Near;
        return string.Equals(one.FirstSound, other.FirstSound, StringComparison.Ordinal)
            ? LikenessKind.SameSurname
            : LikenessKind.Different;
    }

    internal static LikenessKind BirthDates(DateOnly? one, DateOnly? other)
    {
        if (one is not { } first || other is not { } second)
            return LikenessKind.Missing;
        if (first == second)
            return first is { Month: 1, Day: 1 } ? LikenessKind.SameNewYear : LikenessKind.Same;
        if (first.Year == second.Year && first.Month == second.Day && first.Day == second.Month)
            return LikenessKind.Exchanged;
        Span<char> a = stackalloc char[8];
        Span<char> b = stackalloc char[8];
        first.TryFormat(a, out _, "yyyyMMdd", CultureInfo.InvariantCulture);
        second.TryFormat(b, out _, "yyyyMMdd", CultureInfo.InvariantCulture);
        return Slips(a, b) switch
        {
            (_, true) => LikenessKind.Exchanged,
            (1, _) => LikenessKind.Near,
            _ => LikenessKind.Different,
        };
    }

    internal static LikenessKind Sexes(Sex? one, Sex? other) =>
        one is null || other is null ? LikenessKind.Missing
        : one == other ? LikenessKind.Same
        : LikenessKind.Different;

    internal static LikenessKind Telephones(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
            return LikenessKind.Missing;
        if (string.Equals(one, other, StringComparison.Ordinal))
            return LikenessKind.Same;
        return one.Length == other.Length && Slips(one, other) is (1, _) or (_, true) ? LikenessKind.Near : LikenessKind.Different;
    }

    internal static LikenessKind Addresses(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
            return LikenessKind.Missing;
        var namesHouse = AddressForm.NamesHouse(one);
        if (string.Equals(one, other, StringComparison.Ordinal))
            return namesHouse ? LikenessKind.Same : LikenessKind.Near;
        return namesHouse && AddressForm.HaveSameNumbers(one, other) && AddressForm.Overlap(one, other) >= SamePlace
            ? LikenessKind.Near
            : LikenessKind.Different;
    }

    internal static LikenessKind Numbers(Traits one, Traits other)
    {
        if (one.Kind != other.Kind)
            return LikenessKind.OtherKind;
        if (one.Kind != IdentityDocumentKind.CitizenNumber || one.Number.Length <= CheckAt || other.Number.Length <= CheckAt)
            return LikenessKind.Missing;

        // The check digit follows from the others.
        var a = one.Number.AsSpan(0, CheckAt);
        var b = other.Number.AsSpan(0, CheckAt);
        if (a[..SequenceAt].SequenceEqual(b[..SequenceAt]))
            return LikenessKind.OtherSequence;
        if (!a[SequenceAt..].SequenceEqual(b[SequenceAt..]))
            return LikenessKind.Different;
        var isExchanged = a[..BirthAt].SequenceEqual(b[..BirthAt]) && BirthDates(one.Born, other.Born) == LikenessKind.Exchanged;
        return isExchanged || Slips(a, b) is (<= MostSlips, _) ? LikenessKind.OneSlip : LikenessKind.Different;
    }

    /// <summary>WANG XIAOMING and XIAOMING WANG both sound like 王晓明, whatever is written together.</summary>
    private static bool AreAnagramsOfParts(Traits one, Traits other)
    {
        var (latin, han) = one.IsLatin ? (one, other) : (other, one);
        if (latin.Sound.Length != han.Sound.Length)
            return false;
        if (string.Equals(latin.Sound, han.Sound, StringComparison.Ordinal))
            return true;
        var parts = latin.Name.ToLowerInvariant().Split(' ');
        return string.Equals(NameForm.Spelt(parts[^1]) + NameForm.Spelt(string.Concat(parts[..^1])), han.Sound, StringComparison.Ordinal);
    }

    private static LikenessKind Latin(string one, string other)
    {
        var (first, second) = (one.Split(' '), other.Split(' '));
        if (first.Order(StringComparer.Ordinal).SequenceEqual(second.Order(StringComparer.Ordinal)))
            return LikenessKind.Same;
        if (Math.Min(one.Length, other.Length) >= ShortestLatinForSlip && IsOneEdit(one, other))
            return LikenessKind.Near;
        return first.Intersect(second, StringComparer.Ordinal).Any() ? LikenessKind.SameSurname : LikenessKind.Different;
    }

    /// <summary>
    /// One character of three differs, two neighbours are exchanged, or one is missing. Of two characters one that differs leaves half a name:
    /// that is not near.
    /// </summary>
    private static bool IsNearName(string one, string other) =>
        (Math.Max(one.Length, other.Length) >= 3 && IsOneEdit(one, other))
        || (one.Length == 2 && other.Length == 2 && one[0] == other[1] && one[1] == other[0]);

    /// <summary>In how many places two texts of one length differ, and whether it is by the exchange of two neighbours.</summary>
    private static (int Places, bool AreExchanged) Slips(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var (places, first, last) = (0, -1, -1);
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] == other[i])
                continue;
            places++;
            first = first < 0 ? i : first;
            last = i;
        }

        return (places, places == 2 && last == first + 1 && one[first] == other[last] && one[last] == other[first]);
    }

    /// <summary>One character replaced, added or left out, or two neighbours exchanged.</summary>
    private static bool IsOneEdit(string one, string other)
    {
        if (one.Length == other.Length)
            return Slips(one, other) is (1, _) or (_, true);
        var (shorter, longer) = one.Length < other.Length ? (one, other) : (other, one);
        if (longer.Length != shorter.Length + 1)
            return false;
        var same = shorter.AsSpan().CommonPrefixLength(longer);
        return shorter.AsSpan(same).SequenceEqual(longer.AsSpan(same + 1));
    }
}
