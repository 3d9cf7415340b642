using Grid.Domain.Codes;
using Grid.Grains.Interfaces.Duties;

namespace Grid.Api.Performance;

/// <summary>One office's figures.</summary>
/// <param name="Duties">Duties that ended, by kind.</param>
/// <param name="Contacts">Contacts and attempts.</param>
/// <param name="Reached">Those that reached the person.</param>
/// <param name="ContactRate">Reached by contacts; absent without contacts.</param>
/// <param name="Refusals">Applications not approved, by code of the list non-approval-reason.</param>
public sealed record OfficePerformanceView(
    string Office, IReadOnlyList<DutyFiguresView> Duties, long Contacts, long Reached, double? ContactRate, IReadOnlyDictionary<string, long> Refusals)
{
    internal static OfficePerformanceView Of(OfficePerformance office) => new(
        office.Office,
        [.. office.Closed.Select(count => count.Kind).Union(office.MedianDays.Keys).Order().Select(kind => DutyFiguresView.Of(kind, office))],
        office.Contacts,
        office.Reached,
        Rate.Of(office.Reached, office.Contacts),
        office.Refusals.ToDictionary(refusal => CodeOf(refusal.Key), refusal => refusal.Value, StringComparer.Ordinal));

    /// <summary>What is no reason of the list (those of erased persons) stands as it is.</summary>
    private static string CodeOf(string reason) =>
        CodeLists.BuiltIn[CodeListIds.NonApprovalReason].TryGetByName(reason, out var entry) ? entry.Code : reason;
}
