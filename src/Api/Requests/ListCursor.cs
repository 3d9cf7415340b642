using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Persons.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Requests;

/// <summary>
/// Makes and reads the cursors of every list. A cursor says where a page begins. It is sealed with the register's key, and bound to the
/// list, to the filter and to the caller that it was given to: one that was altered, or is another list's, another filter's or another
/// caller's, is none. Those of reference data are bound to no caller: everybody gets the same. The size of a page may change from page to
/// page.
/// </summary>
internal sealed class ListCursor
{
    private readonly ICursorSeal seal;
    private readonly string bound;

    private ListCursor(ICursorSeal seal, string bound) => (this.seal, this.bound) = (seal, bound);

    /// <param name="request">For its operation, route, query and caller.</param>
    /// <param name="filter">What of the body decides which rows the list has, in an order that stays.</param>
    public static ListCursor Of(HttpRequest request, params IReadOnlyList<string?> filter)
    {
        var http = request.HttpContext;
        var metadata = http.GetEndpoint()!.Metadata;
        var caller = metadata.GetMetadata<ReferenceAnswer>() is null ? http.Features.Get<Caller>()! : Caller.Anonymous;
        IEnumerable<string> parts =
        [
            metadata.GetMetadata<Operation>()!.Name,
            caller.Actor.Subject,
            caller.Actor.Role.ToString(),
            caller.Actor.Office ?? "",
            .. request.RouteValues.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}"),
            .. request
                .Query.Where(value => value.Key is not ("cursor" or "pageSize"))
                .OrderBy(value => value.Key, StringComparer.Ordinal)
                .Select(value => $"{value.Key}={value.Value}"),
            .. filter.Select(one => one ?? ""),
        ];

        // The length of each part tells where it ends, whatever is in it.
        return new ListCursor(
            http.RequestServices.GetRequiredService<ICursorSeal>(),
            string.Concat(parts.Select(part => FormattableString.Invariant($"{part.Length}:{part}")))
        );
    }

    /// <summary>The place that a cursor says; null when it is none of this list's.</summary>
    public string? Read(string cursor) => seal.Open(cursor, bound);

    /// <summary>The place that the member <c>cursor</c> of a body says; null without one, and after an error.</summary>
    public string? Read(string? cursor, Fields fields)
    {
        if (cursor is null)
            return null;
        var place = Read(cursor);
        if (place is null)
            fields.Wrong("cursor", FieldCodes.BadCursor);
        return place;
    }

    /// <summary>The cursor of a place; null at the end of the list.</summary>
    public string? Make(string? place) => place is null ? null : seal.Seal(place, bound);
}
