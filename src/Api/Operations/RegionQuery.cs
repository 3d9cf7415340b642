using Grid.Api.Counts;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Regions;

namespace Grid.Api.Operations;

/// <summary>Reads <c>region</c> of a query: a province, city or county; when absent, the top of what the caller may see.</summary>
internal static class RegionQuery
{
    public static CountedRegion Read(QueryReader query, Caller caller, RegionTree tree)
    {
        const string name = "region";
        var text = query.Text(name, 12);
        Region? region = null;
        if (text is not null && (!RegionCode.TryParse(text, out var code) || (region = tree.Find(code)) is null || region.Level > RegionLevel.County))
        {
            query.Wrong(name, FieldCodes.NotInList);
        }

        query.ThrowIfWrong();
        return CountedRegion.Within(caller, (region ?? Top(caller, tree)).Code.Value, tree);
    }

    private static Region Top(Caller caller, RegionTree tree) => caller.Office is { } office
        ? tree.Ancestors(office.Region).Prepend(tree.Find(office.Region)!).First(one => one.Level <= RegionLevel.County)
        : tree.Provinces.First();
}
