using Grid.Api.Hosting;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Reference;

/// <summary>Regions (行政区划) and offices (经办机构): open to anyone, so that a person finds the four places (79/2020 (一)).</summary>
internal static class RegionEndpoints
{
    public static void MapRegions(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/regions", Regions)
            .WithTags("Regions and offices")
            .Open("regions.list")
            .MayChange()
            .Queries("parent", "name", "pageSize", "cursor");
        routes.MapGet("/v1/regions/{code}", OneRegion).WithTags("Regions and offices").Open("regions.read").MayChange();
        routes
            .MapGet("/v1/offices", Offices)
            .WithTags("Regions and offices")
            .Open("offices.list")
            .MayChange()
            .Queries("region", "name", "withoutOwner", "pageSize", "cursor");
        routes.MapGet("/v1/offices/{code}", OneOffice).WithTags("Regions and offices").Open("offices.read").MayChange();
    }

    /// <summary>
    /// Those of today. <c>parent</c>: the regions directly below; <c>name</c>: those whose name has it; neither: the provinces.
    /// </summary>
    private static Ok<CursorPage<RegionView>> Regions(HttpRequest request, IReferenceData reference, TimeProvider clock)
    {
        var query = new QueryReader(request);
        var parent = query.Text("parent", 12);
        var name = query.Text("name", 50);
        var page = query.Page();
        query.ThrowIfWrong();
        var (tree, today) = (reference.Regions, clock.Today());
        var found =
            parent is not null ? tree.Children(Code(parent, "query.parent"), today)
            : name is not null ? tree.All.Where(region => tree.Find(region.Code, today) == region)
            : tree.Provinces(today);
        if (name is not null)
            found = found.Where(region => Has(name, region.Name, region.EnglishName));

        return TypedResults.Ok(
            CursorPage.Of(
                found.OrderBy(region => region.Code),
                region => region.Code.Value,
                region => RegionView.Of(region, tree, today),
                page,
                query
            )
        );
    }

    /// <summary>Also one that has ended, with its last day and its successor.</summary>
    private static Ok<RegionView> OneRegion(string code, HttpRequest request, IReferenceData reference, TimeProvider clock)
    {
        new QueryReader(request).ThrowIfWrong();
        return reference.Regions.Known(Code(code, "path.code"), clock.Today()) is { } region
            ? TypedResults.Ok(RegionView.Of(region, reference.Regions, clock.Today()))
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
    }

    /// <summary>
    /// Those of today. <c>region</c>: of the region and all below it; <c>name</c>: those whose name has it; <c>withoutOwner=true</c>: those for
    /// which no one is named who answers for them.
    /// </summary>
    private static Ok<CursorPage<OfficeView>> Offices(HttpRequest request, IReferenceData reference, TimeProvider clock)
    {
        var query = new QueryReader(request);
        var region = query.Text("region", 12);
        var name = query.Text("name", 50);
        var withoutOwner = query.Flag("withoutOwner");
        var page = query.Page();
        query.ThrowIfWrong();
        var today = clock.Today();
        var found = (region is null ? reference.Offices.All : reference.Offices.Within(Code(region, "query.region"))).Where(office =>
            office.IsValidOn(today)
        );
        if (name is not null)
            found = found.Where(office => Has(name, office.Name, office.EnglishName));
        if (withoutOwner)
            found = found.Where(office => office.Owner is null);

        return TypedResults.Ok(
            CursorPage.Of(
                found.OrderBy(office => office.Code),
                office => office.Code.Value,
                office => OfficeView.Of(office, today),
                page,
                query
            )
        );
    }

    /// <summary>Also one that has ended, with its last day and its successor.</summary>
    private static Ok<OfficeView> OneOffice(string code, HttpRequest request, IReferenceData reference, TimeProvider clock)
    {
        new QueryReader(request).ThrowIfWrong();
        return reference.Offices.Find(code) is { } office
            ? TypedResults.Ok(OfficeView.Of(office, clock.Today()))
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
    }

    private static bool Has(string part, string name, string? english) =>
        name.Contains(part, StringComparison.Ordinal) || english?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    private static RegionCode Code(string text, string field) =>
        RegionCode.TryParse(text, out var code) ? code : throw Problem.Fields(new FieldError(field, FieldCodes.BadCode)).AsException();
}

/// <summary>A region.</summary>
/// <param name="IsCountingUnit">Figures are kept for it itself: a county, or a city that has none.</param>
/// <param name="ValidFrom">First day of this version, inclusive; absent: since before the register began.</param>
/// <param name="ValidTo">Last day, inclusive; absent: it has no end.</param>
/// <param name="Successor">The region that has its territory after that day.</param>
public sealed record RegionView(
    string Code,
    string Name,
    string? NameEn,
    [NamesOf<RegionLevel>] string Level,
    string? Parent,
    bool HasChildren,
    bool IsCountingUnit,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? Successor
)
{
    internal static RegionView Of(Region region, RegionTree tree, DateOnly today) =>
        new(
            region.Code.Value,
            region.Name,
            region.EnglishName,
            EnumName.Of(region.Level),
            region.Parent?.Value,
            tree.Children(region.Code, today).Any(),
            tree.IsCountingUnit(region.Code, today),
            region.ValidFrom,
            region.ValidTo,
            region.Successor?.Value
        );
}

/// <summary>An office.</summary>
/// <param name="Class">Whether a registration here is in an urban area (79/2020 (十)).</param>
/// <param name="CountingUnit">The county-level unit in whose figures its registrations are counted.</param>
/// <param name="ValidFrom">First day, inclusive; absent: since before the register began.</param>
/// <param name="ValidTo">Last day, inclusive, on which it takes new cases; absent: it has no end.</param>
/// <param name="Successor">The office that takes over after that day.</param>
public sealed record OfficeView(
    string Code,
    string Name,
    string? NameEn,
    [NamesOf<OfficeKind>] string Kind,
    string Region,
    [NamesOf<OfficeClass>] string Class,
    string CountingUnit,
    string Telephone,
    string Address,
    string? EntrustedBy,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? Successor
)
{
    /// <summary>The unit and the person who answer for the office (79/2020 (十二)); absent where no one is named.</summary>
    public OfficeOwnerView? Owner { get; init; }

    internal static OfficeView Of(Office office, DateOnly today) =>
        new(
            office.Code.Value,
            office.Name,
            office.EnglishName,
            EnumName.Of(office.Kind),
            office.Region.Value,
            EnumName.Of(office.ClassOn(today)),
            office.CountingUnit.Value,
            office.Telephone,
            office.Address,
            office.EntrustedBy?.Value,
            office.ValidFrom,
            office.ValidTo,
            office.Successor?.Value
        )
        {
            Owner = office.Owner is { } owner ? new OfficeOwnerView(owner.Unit, owner.Person) : null,
        };
}

/// <summary>Who answers for an office.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Person">The person, by post or name.</param>
public sealed record OfficeOwnerView(string Unit, string Person);
