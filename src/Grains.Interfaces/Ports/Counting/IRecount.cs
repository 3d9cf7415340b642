using Grid.Domain.Counting;
using Grid.Domain.Counting.Recounting;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>
/// Counts from the journal alone, and compares with the live figures in the same snapshot: difference = recount − (folded + waiting).
/// </summary>
public interface IRecount
{
    /// <summary>
    /// Recounts every period of the leaves given. Reads the whole journal's statistical entries of those leaves; changes nothing but the
    /// stored result.
    /// </summary>
    Task<RecountResult> RunAsync(IReadOnlyList<string> leaves, string by, CancellationToken cancellationToken);

    /// <summary>The latest result that covers each of the leaves, newest first; empty when there was none.</summary>
    Task<IReadOnlyList<RecountResult>> LatestAsync(IReadOnlyList<string> leaves, CancellationToken cancellationToken);
}
