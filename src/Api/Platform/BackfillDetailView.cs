using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>A backfill with what it could make nothing of.</summary>
/// <param name="Failures">The first hundred registrations of which nothing could be made.</param>
public sealed record BackfillDetailView(BackfillView Backfill, IReadOnlyList<BackfillFailureLine> Failures)
{
    internal static BackfillDetailView Of(PlatformBackfill backfill, IEnumerable<BackfillFailure> failures) =>
        new(
            BackfillView.Of(backfill),
            [.. failures.Select(failure => new BackfillFailureLine(failure.Registration, failure.Trouble, failure.At))]
        );
}
