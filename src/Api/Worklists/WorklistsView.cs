using Grid.Api.Wording;
using Grid.Grains.Interfaces.Duties;

namespace Grid.Api.Worklists;

/// <summary>What is due, in numbers.</summary>
/// <param name="Today">The day in China by which the buckets are cut.</param>
/// <param name="Items">One for each kind of duty, also where there is nothing.</param>
/// <param name="UndeliveredNotices">The messages that could not be delivered.</param>
/// <param name="WordingFlags">Texts that suggest a ground which the notice forbids; for supervisors only.</param>
public sealed record WorklistsView(DateOnly Today, IReadOnlyList<WorklistKindView> Items, UndeliveredCountView UndeliveredNotices, WordingFlagCountView? WordingFlags)
{
    internal static WorklistsView Of(DateOnly today, IReadOnlyList<WorklistCount> counts, long undelivered, long? wordingFlags) =>
        new(today, [.. DutyWords.All.Select(kind => WorklistKindView.Of(kind.Key, kind.Value, counts))], new UndeliveredCountView(undelivered, "/v1/notices/undelivered"),
            wordingFlags is { } flags ? new WordingFlagCountView(flags, WordingFlagEndpoints.Path) : null);
}
