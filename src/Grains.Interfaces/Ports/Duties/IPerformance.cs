using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>How offices keep their duties (79/2020 (十四)), from what was closed and recorded.</summary>
public interface IPerformance
{
    /// <summary>Figures by office for the days from and to, both inclusive.</summary>
    Task<IReadOnlyList<OfficePerformance>> OfAsync(SearchScope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

/// <summary>One office's figures over some days.</summary>
/// <param name="Closed">Duties that ended, by kind and how; obsolete ones are not here.</param>
/// <param name="MedianDays">Median days from opening to end, by kind.</param>
/// <param name="Contacts">Contacts and attempts.</param>
/// <param name="Reached">Those that reached the person.</param>
/// <param name="Refusals">Applications not approved, by reason.</param>
public sealed record OfficePerformance(
    string Office,
    IReadOnlyList<ClosedCount> Closed,
    IReadOnlyDictionary<DutyKind, double> MedianDays,
    long Contacts,
    long Reached,
    IReadOnlyDictionary<string, long> Refusals
) : Discreet
{
    /// <summary>An office that did none of it in these days.</summary>
    public static OfficePerformance Nothing(string office) =>
        new(office, [], new Dictionary<DutyKind, double>(), 0, 0, new Dictionary<string, long>());
}

/// <summary>How many duties of a kind ended in one way.</summary>
public sealed record ClosedCount(DutyKind Kind, DutyClosing How, long Count) : Discreet;
