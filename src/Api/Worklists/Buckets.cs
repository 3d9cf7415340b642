using Grid.Grains.Interfaces.Duties;

namespace Grid.Api.Worklists;

/// <summary>How soon a last day is.</summary>
internal static class Buckets
{
    public static WorklistBucket Of(DateOnly due, DateOnly today) =>
        due < today ? WorklistBucket.Overdue
        : due == today ? WorklistBucket.Today
        : due <= today.AddDays(7) ? WorklistBucket.Week
        : WorklistBucket.Later;
}
