using Grid.Grains.Interfaces.Duties;

namespace Grid.Api.Worklists;

/// <summary>What is due, in numbers.</summary>
/// <param name="Today">The day in China by which the buckets are cut.</param>
/// <param name="Items">One for each kind of duty, also where there is nothing.</param>
/// <param name="UndeliveredNotices">Where the messages are that could not be delivered.</param>
public sealed record WorklistsView(DateOnly Today, IReadOnlyList<WorklistKindView> Items, string UndeliveredNotices)
{
    internal static WorklistsView Of(DateOnly today, IReadOnlyList<WorklistCount> counts) =>
        new(today, [.. DutyWords.All.Select(kind => WorklistKindView.Of(kind.Key, kind.Value, counts))], "/v1/notices/undelivered");
}
