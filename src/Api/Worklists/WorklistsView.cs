using Grid.Api.Platform;
using Grid.Api.Wording;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Worklists;

/// <summary>What is due, in numbers.</summary>
/// <param name="Today">The day in China by which the buckets are cut.</param>
/// <param name="Items">One for each kind of duty, also where there is nothing.</param>
/// <param name="UndeliveredNotices">The messages that could not be delivered.</param>
/// <param name="PlatformApplications">Applications of the platform that could not be taken over and are to be settled with the
/// person.</param>
/// <param name="WordingFlags">Texts that suggest a ground which the notice forbids; for supervisors only.</param>
public sealed record WorklistsView(
    DateOnly Today,
    IReadOnlyList<WorklistKindView> Items,
    UndeliveredCountView UndeliveredNotices,
    WordingFlagCountView? WordingFlags,
    PlatformApplicationCountView PlatformApplications
)
{
    internal static WorklistsView Of(
        DateOnly today,
        IReadOnlyList<WorklistCount> counts,
        long undelivered,
        long? wordingFlags,
        IEnumerable<ToSettleCount> platformApplications
    ) =>
        new(
            today,
            [.. DutyWords.All.Select(kind => WorklistKindView.Of(kind.Key, kind.Value, counts))],
            new UndeliveredCountView(undelivered, "/v1/notices/undelivered"),
            wordingFlags is { } flags ? new WordingFlagCountView(flags, WordingFlagEndpoints.Path) : null,
            new PlatformApplicationCountView(
                platformApplications.Sum(count => count.Open),
                platformApplications.Sum(count => count.Overdue),
                PlatformApplicationEndpoints.Path
            )
        );
}
