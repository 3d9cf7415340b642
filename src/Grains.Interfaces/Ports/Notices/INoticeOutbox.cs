using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Notices;

/// <summary>
/// Messages that wait to be sent. They are leased in one commit and marked in another: no transaction is open while one is being sent, and
/// an expired lease is sent again. Only a person's oldest unsent message can be leased.
/// </summary>
public interface INoticeOutbox
{
    /// <summary>Leases due messages until a moment; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<LeasedNotice>> LeaseAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The message left: it goes to the person's inbox with what the gateway said. Nothing happens when the lease is another's by now.
    /// </summary>
    Task MarkSentAsync(LeasedNotice notice, SentNotice sent, CancellationToken cancellationToken);

    /// <summary>It did not leave: try again at a moment, or never (null), which puts it on the list of undelivered messages.</summary>
    Task MarkFailedAsync(LeasedNotice notice, string reason, DateTimeOffset? retryAt, CancellationToken cancellationToken);

    /// <summary>What the gateway reports later about a sent message; false when the message is unknown.</summary>
    Task<bool> MarkDeliveryAsync(string gatewayId, bool delivered, string? reason, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Messages that will not be tried again by themselves, oldest first.</summary>
    Task<Page<UndeliveredNotice>> UndeliveredAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many messages will not be tried again by themselves.</summary>
    Task<long> CountUndeliveredAsync(SearchScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Puts an undelivered message back to be sent, in one commit with the receipt; false when there is none such, and then no receipt
    /// either.
    /// </summary>
    /// <param name="receipt">Of the request; null when there was none.</param>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was changed.</exception>
    Task<bool> RetryAsync(long id, SearchScope scope, DateTimeOffset now, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>The person's inbox, newest first, at most <paramref name="limit"/>.</summary>
    /// <param name="since">Only messages about what was committed from then on; null: all.</param>
    Task<IReadOnlyList<InboxNotice>> InboxAsync(PersonId person, DateTimeOffset? since, int limit, CancellationToken cancellationToken);
}

/// <summary>A message leased for sending.</summary>
/// <param name="Attempts">How often it was tried before in this round.</param>
/// <param name="Round">How often an operator put it back to be sent: with the id it names one sending, so that a gateway takes a repeat for
/// a repeat, and one put back for a new one.</param>
/// <param name="Lease">Names the lease; marks under another lease do nothing.</param>
public sealed record LeasedNotice(long Id, PersonId Person, PersonNotice Notice, int Attempts, int Round, Guid Lease) : Discreet
{
    /// <summary>W3C trace context of the write that it comes from; null when that was not traced.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>A message that left.</summary>
/// <param name="Channel">"sms" or "inbox".</param>
/// <param name="Text">What the person reads.</param>
/// <param name="GatewayId">The gateway's own identifier; null for the inbox alone.</param>
public sealed record SentNotice(string Channel, string Text, string? GatewayId, DateTimeOffset At) : Discreet;

/// <summary>A message that could not be sent and why.</summary>
public sealed record UndeliveredNotice(
    long Id,
    PersonId Person,
    NoticeKind Kind,
    string Office,
    int Attempts,
    string Reason,
    DateTimeOffset Since
) : Discreet;

/// <summary>A message as the person reads it.</summary>
public sealed record InboxNotice(NoticeKind Kind, string Text, DateTimeOffset At, bool? Delivered) : Discreet;
