using Grid.Api.Hosting;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Codes;
using Grid.Domain.Services;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Reference;

/// <summary>Code lists, commitment texts and the role matrix: open to anyone.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReference(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/code-lists", Lists).WithTags("Reference").Open("code-lists.list").ComesWithRelease();
        routes.MapGet("/v1/code-lists/{id}", OneList).WithTags("Reference").Open("code-lists.read").ComesWithRelease();
        routes.MapGet("/v1/commitment-texts", Texts).WithTags("Reference").Open("commitment-texts.list").ComesWithRelease();
        routes.MapGet("/v1/service-list", Services).WithTags("Reference").Open("service-list.read").MayChange();
        routes.MapGet("/v1/policy-list", Policies).WithTags("Reference").Open("policy-list.read").MayChange();
        routes.MapGet("/v1/roles", Roles).WithTags("Reference").Open("roles.list").ComesWithRelease();
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

/// <summary>A code list (代码表) in the list of lists.</summary>
public sealed record CodeListLine(string Id, string Zh, string En, string Source, int Codes, string Href);

/// <summary>A code list with its codes.</summary>
public sealed record CodeListView(
    string Id,
    string Zh,
    string En,
    string Source,
    string? Note,
    string? NoteEn,
    IReadOnlyList<CodeView> Codes
)
{
    internal static CodeListView Of(CodeList list) =>
        new(list.Id, list.Zh, list.En, list.Source, list.NoteZh, list.Note, [.. list.Entries.Select(CodeView.Of)]);
}

/// <summary>One code.</summary>
/// <param name="Name">Its name inside the register; requests and answers have the code.</param>
/// <param name="Verdict">For exit reasons: <c>closesAlone</c>, <c>conditional</c> or <c>forbidden</c> (79/2020 (四)).</param>
/// <param name="ValidTo">Last day, inclusive.</param>
public sealed record CodeView(
    string Code,
    string? Name,
    string Zh,
    string En,
    string? Parent,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    [NamesOf<ExitVerdict>] string? Verdict,
    string? Article,
    string? Note,
    string? NoteEn
)
{
    internal static CodeView Of(CodeEntry entry) =>
        new(
            entry.Code,
            entry.Name,
            entry.Zh,
            entry.En,
            entry.Parent,
            entry.ValidFrom,
            entry.ValidTo,
            entry.Verdict is { } verdict ? EnumName.Of(verdict) : null,
            entry.Article,
            entry.NoteZh,
            entry.Note
        );
}

/// <summary>The province's service list (服务清单) or policy list (政策清单), 79/2020 (三).</summary>
/// <param name="Version">Goes with each service that is recorded.</param>
public sealed record OfferListView(string Version, IReadOnlyList<OfferedItemView> Items)
{
    internal static OfferListView Of(OfferList list) => new(list.Version, [.. list.Items.Select(OfferedItemView.Of)]);
}

/// <summary>A service or policy of the list.</summary>
/// <param name="Kind">Code list service-kind or policy-kind.</param>
/// <param name="Text">What it is and who gets it.</param>
/// <param name="From">First day, inclusive; absent since ever.</param>
/// <param name="To">Last day, inclusive; absent while it is offered.</param>
public sealed record OfferedItemView(
    string Code,
    string Kind,
    string Zh,
    string En,
    string? Text,
    string? TextEn,
    DateOnly? From,
    DateOnly? To
)
{
    internal static OfferedItemView Of(OfferedItem item) =>
        new(item.Code, item.Kind, item.Zh, item.En, item.TextZh, item.TextEn, item.From, item.To);
}
