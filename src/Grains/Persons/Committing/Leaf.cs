using Grid.Domain.Regions;

namespace Grid.Grains.Persons.Committing;

/// <summary>The counting leaf of an office: county-level unit, or the city that has none.</summary>
internal static class Leaf
{
    /// <summary>For an office that is in the directory no more, the county of its code.</summary>
    public static string Of(string office, OfficeDirectory offices) => offices.Find(office) is { } known ? known.CountingUnit.Value : office[..6];
}
