using Grid.Domain.Codes;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Wording;

namespace Grid.Api.Performance;

/// <summary>One office's figures.</summary>
/// <param name="Duties">Duties that ended, by kind.</param>
/// <param name="Contacts">Contacts and attempts.</param>
/// <param name="Reached">Those that reached the person.</param>
/// <param name="ContactRate">Reached by contacts; absent without contacts.</param>
/// <param name="WordingFlags">Texts of these days that suggest a ground which the notice forbids, and what became of them.</param>
/// <param name="Refusals">Applications not approved, by code of the list non-approval-reason.</param>
public sealed record OfficePerformanceView(
    string Office,
    IReadOnlyList<DutyFiguresView> Duties,
    long Contacts,
    long Reached,
    double? ContactRate,
    IReadOnlyDictionary<string, long> Refusals,
    WordingFiguresView WordingFlags
)
{
    internal static OfficePerformanceView Of(OfficePerformance office, WordingFigures wording) =>
        new(
            office.Office,
            [
                .. office
                    .Closed.Select(count => count.Kind)
                    .Union(office.MedianDays.Keys)
                    .Order()
                    .Select(kind => DutyFiguresView.Of(kind, office)),
            ],
            office.Contacts,
            office.Reached,
            Rate.Of(office.Reached, office.Contacts),
            office.Refusals.ToDictionary(refusal => CodeOf(refusal.Key), refusal => refusal.Value, StringComparer.Ordinal),
            new WordingFiguresView(wording.Flagged, wording.Open, wording.Harmless, wording.TalkedTo, wording.Corrected)
        );

    /// <summary>What is no reason of the list (those of erased persons) stands as it is.</summary>
    private static string CodeOf(string reason) =>
        CodeLists.BuiltIn[CodeListIds.NonApprovalReason].TryGetByName(reason, out var entry) ? entry.Code : reason;
}

/// <summary>Texts of some days that suggest a ground which the notice forbids, by the author's office.</summary>
/// <param name="Flagged">All of them.</param>
/// <param name="Open">Nobody has looked at them yet.</param>
/// <param name="Harmless">Found lawful.</param>
/// <param name="TalkedTo">The author was spoken with.</param>
/// <param name="Corrected">What rested on them was undone.</param>
public sealed record WordingFiguresView(long Flagged, long Open, long Harmless, long TalkedTo, long Corrected);
