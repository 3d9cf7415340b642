using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>A recount at work, or one that failed.</summary>
/// <param name="Error">Why it failed; absent while it is at work.</param>
public sealed record RecountRunView(string Region, string By, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Error)
{
    internal static RecountRunView Of(RecountRun run) => new(run.Region, run.By, run.StartedAt, run.EndedAt, run.Error);
}
