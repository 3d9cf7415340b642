using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Notices;

/// <summary>The state of the messages to persons, in numbers.</summary>
public interface INoticeStates
{
    /// <summary>By area and kind; kinds without messages are left out.</summary>
    /// <param name="areas">Digits that the offices' codes begin with, none of them within another.</param>
    /// <param name="since">From when on what left is counted.</param>
    Task<IReadOnlyList<NoticeState>> ReadAsync(IReadOnlyList<string> areas, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>Messages of one kind within a region.</summary>
/// <param name="Area">The digits of the area asked for that the office's code begins with.</param>
/// <param name="Waiting">They wait to be sent, those that failed and are tried again among them.</param>
/// <param name="Retrying">Those that failed at least once.</param>
/// <param name="Oldest">Since when the oldest waits.</param>
/// <param name="Undelivered">They are not tried again by themselves.</param>
/// <param name="Sent">Left since the moment asked for.</param>
/// <param name="Delivered">Of those, what the gateway reported as delivered.</param>
/// <param name="InboxOnly">Of those, what went to the person's inbox alone.</param>
public sealed record NoticeState(
    string Area,
    NoticeKind Kind,
    long Waiting,
    long Retrying,
    DateTimeOffset? Oldest,
    long Undelivered,
    long Sent,
    long Delivered,
    long InboxOnly
) : Discreet;
