using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Codes;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Reference;

/// <summary>Code lists, commitment texts and the role matrix: open to anybody.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReference(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/code-lists", Lists).WithTags("Reference").Open("code-lists.list");
        routes.MapGet("/v1/code-lists/{id}", OneList).WithTags("Reference").Open("code-lists.read");
        routes.MapGet("/v1/commitment-texts", Texts).WithTags("Reference").Open("commitment-texts.list");
        routes.MapGet("/v1/service-list", Services).WithTags("Reference").Open("service-list.read");
        routes.MapGet("/v1/policy-list", Policies).WithTags("Reference").Open("policy-list.read");
        routes.MapGet("/v1/roles", Roles).WithTags("Reference").Open("roles.list");
    }

    private static Ok<IReadOnlyList<CodeListLine>> Lists(HttpRequest request)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok<IReadOnlyList<CodeListLine>>([
            .. CodeLists.BuiltIn.All.Select(list => new CodeListLine(
                list.Id,
                list.Zh,
                list.En,
                list.Source,
                list.Entries.Count,
                $"/v1/code-lists/{list.Id}"
            )),
        ]);
    }

    private static Ok<CodeListView> OneList(string id, HttpRequest request)
    {
        new QueryReader(request).ThrowIfWrong();
        return CodeLists.BuiltIn.TryGet(id, out var list)
            ? TypedResults.Ok(CodeListView.Of(list))
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
    }

    private static Ok<IReadOnlyList<CommitmentText>> Texts(HttpRequest request, CommitmentTexts texts)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(texts.All);
    }

    private static Ok<OfferListView> Services(HttpRequest request, IReferenceData reference)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(OfferListView.Of(reference.Services));
    }

    private static Ok<OfferListView> Policies(HttpRequest request, IReferenceData reference)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(OfferListView.Of(reference.Policies));
    }

    private static Ok<IReadOnlyList<RoleMatrixRow>> Roles(HttpRequest request, RoleMatrix matrix)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(matrix.Rows);
    }
}
