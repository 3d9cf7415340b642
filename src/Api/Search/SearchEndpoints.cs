using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Grid.Api.Access;
using Grid.Api.Requests;
using Grid.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Search;

/// <summary>Finding persons.</summary>
internal static class SearchEndpoints
{
    private const string Operation = "persons.search";

    public static void MapSearch(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/search", Find).WithTags("Search").Reads(Operation).Counted(CountedCall.Search);

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
        var cursor = ListCursor.Of(
            request,
            body.Value.IdentityNumber,
            body.Value.Telephone,
            body.Value.RegistrationNumber,
            body.Value.ApplicationNumber,
            body.Value.LegacyNumber,
            body.Value.Name
        );
        var query = SearchQuery.Read(body.Value, cursor, new Fields(clock));
        var found = await finder.FindAsync(query, caller, cancelled);
        if (found.Record is { } record)
            await access.SearchAsync(caller, Operation, record, found.IsWithinReach, query.Filter, cancelled);
        else
            await access.ListAsync(caller, Operation, found.Persons, query.Filter, cancelled);
        return TypedResults.Ok(found.Page with { Next = cursor.Make(found.Page.Next) });
    }
}

/// <summary>A search by exactly one of its first six members. It is a body, so that no address contains personal data.</summary>
public sealed record SearchBody : IRequest<SearchBody>
{
    /// <summary>Exact.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>Exact.</summary>
    public string? Telephone { get; init; }

    /// <summary>Exact.</summary>
    public string? RegistrationNumber { get; init; }

    /// <summary>Exact.</summary>
    public string? ApplicationNumber { get; init; }

    /// <summary>The number of a registration in the system from which it was imported; whole, its blanks and the case of letters do not count.</summary>
    public string? LegacyNumber { get; init; }

    /// <summary>The beginning of the name, at least two characters; <c>%</c> and <c>_</c> are nothing special.</summary>
    public string? Name { get; init; }

    /// <summary>1 to 200, a number or its digits; 50 by default.</summary>
    [JsonConverter(typeof(NumberOrText))]
    [Range(1, QueryReader.LargestSize)]
    public string? PageSize { get; init; }

    /// <summary>The <c>next</c> of the page before.</summary>
    public string? Cursor { get; init; }

    public static SearchBody Example { get; } = new() { Name = "张三" };
}

/// <summary>A page of persons found.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record SearchPageView(IReadOnlyList<SearchLine> Items, string? Next);

/// <summary>
/// One person found. Outside the caller's reach, where only an exact identity number finds a person, it shows only that a case exists, at
/// which office, and whom to call there.
/// </summary>
public sealed record SearchLine
{
    /// <summary>False: only the office is shown.</summary>
    public required bool WithinReach { get; init; }

    public string? PersonId { get; init; }

    /// <summary>Masked.</summary>
    public string? Name { get; init; }

    /// <summary>The office that holds the case, or held the last one.</summary>
    public string? Office { get; init; }

    public string? OfficeName { get; init; }

    /// <summary>Outside the caller's reach: the office's telephone.</summary>
    public string? OfficeTelephone { get; init; }

    /// <summary>The last four characters of the number; with the end of the telephone it tells persons of one name apart.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>The last four digits.</summary>
    public string? Telephone { get; init; }

    /// <summary>A registration is active.</summary>
    public bool? Active { get; init; }

    public string? Href { get; init; }
}
