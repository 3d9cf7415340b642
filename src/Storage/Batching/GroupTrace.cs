using System.Diagnostics;

namespace Grid.Storage.Batching;

/// <summary>
/// The span of a group, of the source <c>Grid.Storage</c>. It belongs to the trace of its first member that is traced, with links to all of
/// them, and each of them links back: so every one of the traces leads to the work that was done for all. A group without a traced member
/// has none.
/// </summary>
internal static class GroupTrace
{
    public const string Name = "Grid.Storage";

    /// <summary>More would be cut off by the exporters.</summary>
    private const int MostLinks = 128;

    private static readonly ActivitySource Source = new(Name);

    public static Activity? Start<T>(string queue, List<T> group)
        where T : class, IGroupItem
    {
        if (!Source.HasListeners() || group.Find(item => item.Caller is { Recorded: true }) is not { Caller: { } first })
            return null;
        var callers = group.Select(item => item.Caller).Where(caller => caller is { Recorded: true }).Take(MostLinks).ToList();
        var activity = Source.StartActivity(
            $"{queue} group",
            ActivityKind.Internal,
            first.Context,
            [new("grid.queue", queue), new("grid.group.size", group.Count)],
            callers.Select(caller => new ActivityLink(caller!.Context))
        );
        if (activity is not null)
        {
            foreach (var caller in callers)
                caller!.AddLink(new ActivityLink(activity.Context));
        }

        return activity;
    }
}
