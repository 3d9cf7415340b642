using Grid.Api.Problems;
using Grid.Grains.Interfaces.Counting.Reports;

namespace Grid.Api.Reports;

/// <summary>A check of a report.</summary>
/// <param name="Digest">Of the report that was checked.</param>
/// <param name="Current">The figures are still those that were checked.</param>
/// <param name="Passed">No check failed.</param>
/// <param name="Recount">The recount from the journal on which it rests.</param>
public sealed record CheckView(
    string Digest,
    bool Current,
    bool Passed,
    Guid? Recount,
    string By,
    DateTimeOffset At,
    IReadOnlyList<CheckLine> Checks
)
{
    internal static CheckView Of(StoredCheck check, string digest, Language language) =>
        new(
            check.Digest,
            check.Digest == digest,
            check.Passed,
            check.Recount?.Id,
            check.By,
            check.At,
            [.. check.Checks.Select(one => CheckLine.Of(one, language))]
        );
}
