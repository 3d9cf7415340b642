using System.Globalization;
using Grid.Domain.Data;

namespace Grid.Domain.Regions;

/// <summary>What an office holds, and where it was counted.</summary>
/// <param name="Leaves">The leaves in which it has figures, and those of its active registrations.</param>
/// <param name="Registrations">Active ones.</param>
/// <param name="Applications">Open ones.</param>
/// <param name="Duties">Open ones.</param>
public sealed record OfficeHolding(string Office, IReadOnlyCollection<string> Leaves, long Registrations, long Applications, long Duties)
    : Discreet
{
    public bool IsOpen => Registrations + Applications + Duties > 0;
}

/// <summary>
/// Whether files may be taken over, given what the register holds: an office with cases may end only where others take over, one with
/// figures stays in the files, and its figures stay in their county. What would be stranded is named with its numbers.
/// </summary>
public static class StrandedCases
{
    /// <param name="offices">The files that are to be taken over.</param>
    /// <param name="holdings">Every office that holds or once counted something.</param>
    /// <param name="leaves">Every leaf that has counts.</param>
    /// <param name="today">The day in China.</param>
    /// <exception cref="DataFileException">Something would be stranded; all of it is named.</exception>
    public static void ThrowIfAny(OfficeDirectory offices, IEnumerable<OfficeHolding> holdings, IEnumerable<string> leaves, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(offices);
        ArgumentNullException.ThrowIfNull(holdings);
        ArgumentNullException.ThrowIfNull(leaves);
        List<string> errors =
        [
            .. holdings.SelectMany(held => Of(held, offices, today)),
            .. leaves.Select(leaf => Of(leaf, offices.Regions, today)).OfType<string>(),
        ];
        if (errors.Count > 0)
            throw new DataFileException("regions/, offices/", [.. errors]);
    }

    private static IEnumerable<string> Of(OfficeHolding held, OfficeDirectory offices, DateOnly today)
    {
        if (offices.Find(held.Office) is not { } office)
        {
            yield return held.IsOpen
                ? $"{held.Office} is in no file, but holds {Text(held)}: keep it, with its last day 'to' and its 'successor', and move what it holds (POST /v1/case-moves)"
                : $"{held.Office} is in no file, but has figures in {string.Join(", ", held.Leaves)}: keep it, with its last day 'to'";
            yield break;
        }

        if (held.Leaves.Count > 0 && !held.Leaves.Contains(office.CountingUnit.Value))
            yield return $"{office.Code} would be counted in {office.CountingUnit}, but has its figures in {string.Join(", ", held.Leaves)}, and holds {Text(held)}: end it there, and give the new place another code";
        if (!held.IsOpen)
            yield break;
        if (office.ValidFrom > today)
            yield return $"{office.Code} begins on {office.ValidFrom:yyyy-MM-dd}, but holds {Text(held)} now";
        if (office.ValidTo is not { } last)
            yield break;
        var on = last < today ? today : last.AddDays(1);
        if (offices.SuccessorOf(office, on) is null)
            yield return $"{office.Code} ends on {last:yyyy-MM-dd} without a successor that is there on {on:yyyy-MM-dd}, and holds {Text(held)}";
        else if (offices.Regions.Current(office.Region, DateOnly.MaxValue) is null)
            yield return $"{office.Region} ends without a successor, and {office.Code} holds {Text(held)}";
    }

    private static string? Of(string leaf, RegionTree regions, DateOnly today) =>
        regions.Known(leaf, today) is not { } region
            ? $"{leaf} is in no file, but has figures: keep it, with its last day 'to' and its 'successor'"
        : !regions.IsCountingUnit(region.Code, today) ? $"{leaf} has figures of its own: a city that was counted as one cannot get counties"
        : null;

    private static string Text(OfficeHolding held) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{held.Registrations} registrations, {held.Applications} applications and {held.Duties} duties"
        );
}
