using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Consequences;

/// <summary>The leaf region in whose figures an office's registrations stand: the county-level unit, or the city that has none.</summary>
public static class CountingUnits
{
    /// <summary>An office that is in the directory no more keeps its county by the first six digits of its code.</summary>
    public static string Of(string office, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(offices);
        return offices.Find(office)?.CountingUnit.Value ?? office[..6];
    }
}
