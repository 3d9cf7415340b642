using System.Globalization;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Searching;

namespace Grid.Storage.Platform;

/// <summary>The cursor of lists by a moment and an id.</summary>
internal static class ListCursor
{
    public static string Of(DateTimeOffset since, long id) =>
        Cursor.Of(since.ToString("O", CultureInfo.InvariantCulture), id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null for the first page.</summary>
    /// <exception cref="InvalidCursorException">The text is not one of our cursors.</exception>
    public static (DateTimeOffset Since, long Id)? Read(string? cursor)
    {
        if (Cursor.Read(cursor, 2) is not [var since, var id])
            return null;
        return
            DateTimeOffset.TryParseExact(since, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (moment.ToUniversalTime(), number)
            : throw new InvalidCursorException();
    }
}
