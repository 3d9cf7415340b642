using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Regions;

namespace Grid.Api.Counts;

/// <summary>A region whose figures are asked for, with the leaves that it is counted in.</summary>
internal sealed record CountedRegion(Region Region, RegionTree Tree)
{
    /// <summary>Itself a leaf: a county-level unit, or the city that has none.</summary>
    public bool IsLeaf => Tree.IsCountingUnit(Region);

    /// <summary>The codes of the leaves, in order.</summary>
    public IReadOnlyList<string> Leaves { get; } = [.. Tree.CountingUnits(Region.Code).Select(leaf => leaf.Code.Value)];

    /// <summary>The regions directly below that have figures.</summary>
    public IEnumerable<Region> Children => Tree.Children(Region.Code).Where(child => child.Level <= RegionLevel.County).OrderBy(child => child.Code);

    /// <summary>Problems: no such region, one below the leaves, one outside the caller's tree.</summary>
    public static CountedRegion Within(Caller caller, string code, RegionTree tree)
    {
        if (!RegionCode.TryParse(code, out var parsed))
        {
            throw Problem.Fields([new FieldError("path.region", FieldCodes.BadCode)]).AsException();
        }

        if (tree.Find(parsed) is not { } region || region.Level > RegionLevel.County)
        {
            throw new Problem(ProblemCatalogue.NotFound).AsException();
        }

        // A clerk has no figures; everybody else sees from the own region down.
        return Scope.ForLists(caller).RegionPrefix is { } reach && parsed.Prefix.StartsWith(reach, StringComparison.Ordinal)
            ? new CountedRegion(region, tree)
            : throw new Problem(ProblemCatalogue.Of(RefusalCode.NotYourCase)).AsException();
    }
}
