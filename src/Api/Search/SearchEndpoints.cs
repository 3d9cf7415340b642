using Grid.Api.Access;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Search;

/// <summary>Finding persons.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/search", Find).WithTags("Search").Reads("persons.search");

    private static async Task<Ok<SearchPageView>> Find(
        HttpRequest request,
        Caller caller,
        Body<SearchBody> body,
        PersonFinder finder,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var query = SearchQuery.Read(body.Value, new Fields(clock));
        var page = await finder.FindAsync(query, caller, cancelled);
        var persons = page.Items.Where(line => line.PersonId is not null).Select(line => PersonId.Parse(line.PersonId!));
        await access.ListAsync(caller, "persons.search", [.. persons], query.Filter, cancelled);
        return TypedResults.Ok(page);
    }
}
