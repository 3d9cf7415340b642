using Grid.Domain.Identity;
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

    /// <summary>What the gateway reports later of a message that left; false when it knows none such.</summary>
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
    Task<IReadOnlyList<InboxNotice>> InboxAsync(PersonId person, int limit, CancellationToken cancellationToken);
}
