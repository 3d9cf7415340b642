using System.Globalization;
using System.Text;
using Grid.Domain.Identity;
using Grid.Storage.Sealing;

namespace Grid.Storage.Searching;

/// <summary>
/// The blind index of names: keyed hashes of a name's beginnings, of two characters and more. Who has the key finds all names with a given
/// beginning; who has only the database sees which persons share one, and not which it is.
/// </summary>
public static class NameTokens
{
    /// <summary>Length of the shortest beginning, in code points: a search for less would list the register.</summary>
    public const int Shortest = 2;

    /// <summary>The token of a beginning.</summary>
    /// <param name="key">The register's key.</param>
    /// <param name="beginning">As <see cref="PersonName.SearchKeyOfPrefix"/> gives it.</param>
    public static long Of(RegisterKey key, string beginning)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.NameToken(beginning);
    }

    /// <summary>The tokens of all beginnings of a name, the shortest first; the last is of the whole name.</summary>
    public static long[] AllOf(RegisterKey key, PersonName name)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(name);
        var whole = name.SearchKey;
        var tokens = new List<long>();
        var (length, points) = (0, 0);
        foreach (var point in whole.EnumerateRunes())
        {
            length += point.Utf16SequenceLength;
            if (++points >= Shortest)
                tokens.Add(key.NameToken(whole.AsSpan(0, length)));
        }

        return [.. tokens.Distinct()];
    }

    /// <summary>As PostgreSQL reads an array: a column of arrays of several lengths cannot be sent as one array.</summary>
    internal static string Literal(long[] tokens) =>
        $"{{{string.Join(',', tokens.Select(token => token.ToString(CultureInfo.InvariantCulture)))}}}";
}
