using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Domain.Persons;
using Grid.Domain.Regions;

namespace Grid.Api.Counts;

/// <summary>A region whose figures are asked for, with the leaves that it is counted in.</summary>
internal sealed record CountedRegion(Region Region, RegionTree Tree, DateOnly Today)
{
    /// <summary>Itself a leaf: a county-level unit, or the city that has none.</summary>
    public bool IsLeaf => Tree.IsCountingUnit(Region.Code, Today);

    /// <summary>The codes of the leaves, in order, those that have ended among them: they have their stock until it has moved.</summary>
    public IReadOnlyList<string> Leaves { get; } = LeavesOf(Tree, Region.Code, Today);

    /// <summary>
    /// The regions directly below that have or had figures. Who shows them leaves out those that have ended and hold nothing, see
    /// <see cref="HasEnded"/>.
    /// </summary>
    public IEnumerable<Region> Children =>
        Tree.KnownChildren(Region.Code, Today).Where(child => child.Level <= RegionLevel.County).OrderBy(child => child.Code);

    public bool HasEnded(Region child) => Tree.Find(child.Code, Today) is null;

    public IReadOnlyList<string> LeavesOf(Region child) => LeavesOf(Tree, child.Code, Today);

    /// <summary>Problems: no such region, one below the leaves, one outside the caller's tree.</summary>
    public static CountedRegion Within(Caller caller, string code, RegionTree tree, DateOnly today)
    {
        if (!RegionCode.TryParse(code, out var parsed))
            throw Problem.Fields([new FieldError("path.region", FieldCodes.BadCode)]).AsException();

        if (tree.Known(parsed, today) is not { } region || region.Level > RegionLevel.County)
            throw new Problem(ProblemCatalogue.NotFound).AsException();

        // A clerk has no figures; the other roles see their own region and all below.
        return Scope.ForLists(caller).RegionPrefix is { } reach && parsed.Prefix.StartsWith(reach, StringComparison.Ordinal)
            ? new CountedRegion(region, tree, today)
            : throw new Problem(ProblemCatalogue.Of(RefusalCode.NotYourCase)).AsException();
    }

    private static string[] LeavesOf(RegionTree tree, RegionCode code, DateOnly today) =>
        [.. tree.Leaves(code, today).Select(leaf => leaf.Code.Value)];
}
