using Grid.Grains.Interfaces.Duties;

namespace Grid.Storage.Duties;

/// <summary>Which days make a bucket; lists and counts both take them from here.</summary>
internal static class WorklistDays
{
    private const int Week = 7;

    /// <summary>The last of the next seven days.</summary>
    public static DateOnly EndOfWeek(DateOnly today) => today.AddDays(Week);

    public static WorklistBucket BucketOf(DateOnly due, DateOnly today) =>
        due < today ? WorklistBucket.Overdue
        : due == today ? WorklistBucket.Today
        : due <= EndOfWeek(today) ? WorklistBucket.Week
        : WorklistBucket.Later;
}
