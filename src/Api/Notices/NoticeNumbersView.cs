using Grid.Grains.Interfaces.Notices;

namespace Grid.Api.Notices;

/// <summary>Messages in numbers.</summary>
/// <param name="Waiting">They wait to be sent, those that are tried again among them.</param>
/// <param name="Retrying">Those that failed at least once.</param>
/// <param name="OldestSince">Since when the oldest waits; absent when none does.</param>
/// <param name="LagSeconds">How long that is.</param>
/// <param name="Undelivered">They are not tried again by themselves, and stand on the offices' lists.</param>
/// <param name="SentToday">Left today, China time.</param>
/// <param name="DeliveredToday">Of those, what the gateway reported as delivered.</param>
/// <param name="InboxToday">Of those, what went to the person's inbox alone.</param>
public sealed record NoticeNumbersView(
    long Waiting,
    long Retrying,
    DateTimeOffset? OldestSince,
    double LagSeconds,
    long Undelivered,
    long SentToday,
    long DeliveredToday,
    long InboxToday
)
{
    internal static NoticeNumbersView Of(IEnumerable<NoticeState> states, DateTimeOffset now)
    {
        var all = states.ToList();
        var oldest = all.Min(one => one.Oldest);
        return new NoticeNumbersView(
            all.Sum(one => one.Waiting),
            all.Sum(one => one.Retrying),
            oldest,
            oldest is { } since ? Math.Round(Math.Max(0, (now - since).TotalSeconds), 3) : 0,
            all.Sum(one => one.Undelivered),
            all.Sum(one => one.Sent),
            all.Sum(one => one.Delivered),
            all.Sum(one => one.InboxOnly)
        );
    }
}
