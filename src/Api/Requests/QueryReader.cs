using System.Globalization;
using Grid.Api.Problems;
using Grid.Grains.Interfaces.Persons.Reading;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Requests;

/// <summary>Reads a query: only the members that the table of routes names for it (<see cref="QueryNames"/>), once each.</summary>
internal sealed class QueryReader
{
    public const int DefaultSize = 50;
    public const int LargestSize = 200;

    private readonly HttpRequest request;
    private readonly IQueryCollection query;
    private readonly List<FieldError> errors = [];

    public QueryReader(HttpRequest request)
    {
        this.request = request;
        query = request.Query;
        var known = request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<QueryNames>()?.Names ?? [];
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name))
            {
                errors.Add(new FieldError("query." + MemberName.Show(name), FieldCodes.Unknown) { Allowed = known });
            }
            else if (values.Count > 1)
            {
                errors.Add(new FieldError("query." + name, FieldCodes.Duplicate));
            }
        }
    }

    public string? Text(string name, int longest)
    {
        string? value = query[name];
        if (string.IsNullOrEmpty(value))
            return null;

        if (value.Length <= longest && StorableJsonText.Is(value))
            return value;

        errors.Add(new FieldError("query." + name, value.Length > longest ? FieldCodes.TooLong : FieldCodes.BadText));
        return null;
    }

    /// <summary>A day that must be there; null after an error.</summary>
    public DateOnly? Date(string name)
    {
        string? value = query[name];
        if (
            DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 1850 and <= 2200
        )
        {
            return date;
        }

        errors.Add(new FieldError("query." + name, string.IsNullOrEmpty(value) ? FieldCodes.Required : FieldCodes.BadDate));
        return null;
    }

    /// <summary>A member of an enum by its camelCase name; null when absent.</summary>
    public TEnum? Name<TEnum>(string name)
        where TEnum : struct, Enum
    {
        string? value = query[name];
        if (value is null)
            return null;

        if (Names<TEnum>.TryGet(value, out var member))
            return member;

        errors.Add(new FieldError("query." + name, FieldCodes.NotInList) { Allowed = Names<TEnum>.All });
        return null;
    }

    public void Wrong(string name, string code) => errors.Add(new FieldError("query." + name, code));

    public bool Flag(string name)
    {
        string? value = query[name];
        if (value is not (null or "true" or "false"))
            errors.Add(new FieldError("query." + name, FieldCodes.NotInList) { Allowed = ["true", "false"] });

        return value == "true";
    }

    /// <summary><c>pageSize</c> and <c>cursor</c>.</summary>
    public PageRequest Page()
    {
        string? size = query["pageSize"];
        var rows = DefaultSize;
        if (
            size is not null
            && (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out rows) || rows is < 1 or > LargestSize)
        )
        {
            errors.Add(new FieldError("query.pageSize", FieldCodes.OutOfRange) { Allowed = ["1–200"] });
            rows = DefaultSize;
        }

        string? cursor = query["cursor"];
        if (cursor is null)
            return new PageRequest(rows, null);
        var after = ListCursor.Of(request).Read(cursor);
        if (after is null)
            errors.Add(new FieldError("query.cursor", FieldCodes.BadCursor));

        return new PageRequest(rows, after);
    }

    /// <summary>The cursor of the next page, from the place after which it begins; null at the end of the list.</summary>
    public string? Next(string? place) => place is null ? null : ListCursor.Of(request).Make(place);

    public void ThrowIfWrong()
    {
        if (errors.Count > 0)
            throw Problem.Fields(errors).AsException();
    }
}

/// <summary>The members that a route's query may have.</summary>
internal sealed record QueryNames(IReadOnlyList<string> Names);

/// <summary>A page of a list.</summary>
/// <param name="Total">How many there are in all.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record CursorPage<T>(IReadOnlyList<T> Items, long Total, string? Next);

/// <summary>Pages lists that are in memory; the place of a page is the last key before it.</summary>
internal static class CursorPage
{
    public static CursorPage<TView> Of<T, TView>(
        IEnumerable<T> ordered,
        Func<T, string> key,
        Func<T, TView> view,
        PageRequest page,
        QueryReader query
    )
    {
        var all = ordered.ToList();
        var rest = page.After is { } after ? all.Where(one => string.CompareOrdinal(key(one), after) > 0).ToList() : all;
        var items = rest.Take(page.Size).ToList();
        return new CursorPage<TView>([.. items.Select(view)], all.Count, query.Next(rest.Count > items.Count ? key(items[^1]) : null));
    }
}
