using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Requests;

/// <summary>A page of a list.</summary>
/// <param name="Total">How many there are in all.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record CursorPage<T>(IReadOnlyList<T> Items, long Total, string? Next);

/// <summary>Pages lists that are in memory; the cursor is the last key.</summary>
internal static class CursorPage
{
    public static CursorPage<TView> Of<T, TView>(IEnumerable<T> ordered, Func<T, string> key, Func<T, TView> view, PageRequest page)
    {
        var all = ordered.ToList();
        var rest = page.After is { } after ? all.Where(one => string.CompareOrdinal(key(one), after) > 0).ToList() : all;
        var items = rest.Take(page.Size).ToList();
        return new CursorPage<TView>([.. items.Select(view)], all.Count, rest.Count > items.Count ? key(items[^1]) : null);
    }
}
