using Grid.Domain.Counting;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>What a recount found.</summary>
/// <param name="Leaves">How many leaf regions it covered.</param>
/// <param name="Lines">Journal entries read.</param>
/// <param name="Waiting">Count entries that waited to be folded and were taken in.</param>
/// <param name="DifferentCells">In how many figures recount and live counts differ: 0, or something is wrong.</param>
/// <param name="Figures">The recounted movements of the period that was asked for, by cell (<c>urban/new/reason/21</c>), of all leaves that
/// the run covered.</param>
public sealed record RecountView(
    Guid Id,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    string By,
    int Leaves,
    long Lines,
    long Waiting,
    long DifferentCells,
    IReadOnlyList<RecountDifferenceView> Differences,
    IReadOnlyDictionary<string, long>? Figures
)
{
    internal static RecountView Of(RecountResult result, CountingPeriod? period) =>
        new(
            result.Id,
            result.StartedAt,
            result.EndedAt,
            result.By,
            result.Leaves,
            result.Lines,
            result.Waiting,
            result.DifferentCells,
            [
                .. result.Differences.Select(d => new RecountDifferenceView(
                    d.Region,
                    d.Office,
                    d.Period.ToString(),
                    d.Cell.ToString(),
                    d.Recounted,
                    d.Counted
                )),
            ],
            period is { } asked ? Cells(result.Figures.GetValueOrDefault(asked)) : null
        );

    private static Dictionary<string, long> Cells(Figures? figures) =>
        figures
            ?.Cells.Select(c => (Name: c.Key.ToString(), c.Value))
            .OrderBy(c => c.Name, StringComparer.Ordinal)
            .ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal)
        ?? [];
}
