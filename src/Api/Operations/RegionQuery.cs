using Grid.Api.Counts;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Regions;

namespace Grid.Api.Operations;

/// <summary>Reads <c>region</c> of a query: a province, city or county; when absent, the top of what the caller may see.</summary>
internal static class RegionQuery
{
    public static CountedRegion Read(QueryReader query, Caller caller, RegionTree tree, DateOnly today)
    {
        const string name = "region";
        var text = query.Text(name, 12);
        Region? region = null;
        if (
            text is not null
            && (!RegionCode.TryParse(text, out var code) || (region = tree.Known(code, today)) is null || region.Level > RegionLevel.County)
        )
        {
            query.Wrong(name, FieldCodes.NotInList);
        }

        query.ThrowIfWrong();
        return CountedRegion.Within(caller, (region ?? Top(caller, tree, today)).Code.Value, tree, today);
    }

    /// <summary>For an office whose region has ended, that region: it may still hold cases.</summary>
    private static Region Top(Caller caller, RegionTree tree, DateOnly today) =>
        caller.Office is { } office
            ? office
                .Region.SelfAndAbove()
                .Where(code => code.Level <= RegionLevel.County)
                .Select(code => tree.Known(code, today))
                .OfType<Region>()
                .First()
            : tree.Provinces(today).First();
}
