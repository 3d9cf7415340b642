using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Reference;

/// <summary>Regions (行政区划) and offices (经办机构): open to anybody, so that a person finds the four places (79/2020 (一)).</summary>
internal static class RegionEndpoints
{
    public static void MapRegions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/regions", Regions).WithTags("Regions and offices").Open("regions.list").Queries("parent", "name", "pageSize", "cursor");
        routes.MapGet("/v1/regions/{code}", OneRegion).WithTags("Regions and offices").Open("regions.read");
        routes.MapGet("/v1/offices", Offices).WithTags("Regions and offices").Open("offices.list").Queries("region", "name", "pageSize", "cursor");
        routes.MapGet("/v1/offices/{code}", OneOffice).WithTags("Regions and offices").Open("offices.read");
    }

    /// <summary><c>parent</c>: the regions directly below; <c>name</c>: those whose name has it; neither: the provinces.</summary>
    private static Ok<CursorPage<RegionView>> Regions(HttpRequest request, IReferenceData reference)
    {
        var query = new QueryReader(request);
        var parent = query.Text("parent", 12);
        var name = query.Text("name", 50);
        var page = query.Page();
        query.ThrowIfWrong();
        var tree = reference.Regions;
        var found = parent is not null ? tree.Children(Code(parent, "query.parent"))
            : name is not null ? tree.All.Where(region => region.ValidTo is null)
            : tree.Provinces;
        if (name is not null)
        {
            found = found.Where(region => Has(name, region.Name, region.EnglishName));
        }

        return TypedResults.Ok(CursorPage.Of(found.OrderBy(region => region.Code), region => region.Code.Value, region => RegionView.Of(region, tree), page));
    }

    private static Ok<RegionView> OneRegion(string code, HttpRequest request, IReferenceData reference)
    {
        new QueryReader(request).ThrowIfWrong();
        return reference.Regions.Find(Code(code, "path.code")) is { } region
            ? TypedResults.Ok(RegionView.Of(region, reference.Regions))
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
    }

    /// <summary><c>region</c>: of the region and all below it; <c>name</c>: those whose name has it.</summary>
    private static Ok<CursorPage<OfficeView>> Offices(HttpRequest request, IReferenceData reference)
    {
        var query = new QueryReader(request);
        var region = query.Text("region", 12);
        var name = query.Text("name", 50);
        var page = query.Page();
        query.ThrowIfWrong();
        var found = region is null ? reference.Offices.All : reference.Offices.Within(Code(region, "query.region"));
        if (name is not null)
        {
            found = found.Where(office => Has(name, office.Name, office.EnglishName));
        }

        return TypedResults.Ok(CursorPage.Of(found.OrderBy(office => office.Code), office => office.Code.Value, OfficeView.Of, page));
    }

    private static Ok<OfficeView> OneOffice(string code, HttpRequest request, IReferenceData reference)
    {
        new QueryReader(request).ThrowIfWrong();
        return reference.Offices.Find(code) is { } office ? TypedResults.Ok(OfficeView.Of(office)) : throw new Problem(ProblemCatalogue.NotFound).AsException();
    }

    private static bool Has(string part, string name, string? english) =>
        name.Contains(part, StringComparison.Ordinal) || english?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    private static RegionCode Code(string text, string field) =>
        RegionCode.TryParse(text, out var code) ? code : throw Problem.Fields(new FieldError(field, FieldCodes.BadCode)).AsException();
}
