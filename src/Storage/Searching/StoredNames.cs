using Grid.Domain.Identity;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Searching;

/// <summary>
/// Reads names for lists, from <c>person_search AS s</c> and <c>person AS p</c>: sealed, or in the clear where a host from before migration
/// 0815 wrote last.
/// </summary>
internal static class StoredNames
{
    /// <summary>The columns that <see cref="Read"/> needs, in its order.</summary>
    public const string Columns = "s.name, s.name_sealed, p.data_key";

    /// <summary>How many columns these are.</summary>
    public const int ColumnCount = 3;

    /// <summary>The name; null where the person has none here, is erased, or the sealed value cannot be used.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">Where <see cref="Columns"/> begin.</param>
    /// <param name="person">Of whom.</param>
    /// <param name="ring">The ring.</param>
    public static PersonName? Read(NpgsqlDataReader row, int first, PersonId person, KeyRing ring)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!row.IsDBNull(first))
            return PersonName.Parse(row.GetString(first));
        if (row.IsDBNull(first + 1) || row.IsDBNull(first + 2))
            return null;
        var id = person.ToString();
        try
        {
            var key = DataKey.Unwrap(ring, row.GetFieldValue<byte[]>(first + 2), id);
            return PersonName.Parse(PersonSeal.Open(row.GetFieldValue<byte[]>(first + 1), key, id, PersonSeal.Name));
        }
        catch (Exception e) when (e is SealKeyMissingException or SealBrokenException or FormatException)
        {
            return null;
        }
    }
}
