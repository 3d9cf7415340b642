using Grid.Domain.Identity;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Systems;

/// <summary>
/// Messages to other systems that wait to be sent. They are leased in one commit and marked in another; an expired lease is sent again.
/// Only a subject's oldest message that has not arrived can be leased, also where that one was given up: none overtakes another.
/// </summary>
public interface ISystemOutbox
{
    /// <summary>Leases due messages to one system until a moment; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<LeasedMessage>> LeaseAsync(
        OutsideSystem system,
        DateTimeOffset now,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>Its system has confirmed it. Nothing happens when the lease is another's by now.</summary>
    Task MarkSentAsync(LeasedMessage message, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>It did not arrive: try again at a moment, or not by itself (null), which puts it on the operators' list.</summary>
    Task MarkFailedAsync(LeasedMessage message, string reason, DateTimeOffset? retryAt, CancellationToken cancellationToken);

    /// <summary>Messages to these systems that are not tried again by themselves, the oldest first.</summary>
    Task<Page<GivenUpMessage>> GivenUpAsync(
        IReadOnlyCollection<OutsideSystem> systems,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    );

    /// <summary>Puts a message that was given up back to be sent, in one commit with the receipt; false when there is none such.</summary>
    Task<bool> ResendAsync(
        long id,
        IReadOnlyCollection<OutsideSystem> systems,
        SearchScope scope,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Takes a message that was given up off the list without sending it, in one commit with the receipt; false when there is none such. What
    /// waits behind it goes on. That it was settled, by whom and how, is kept without its content.
    /// </summary>
    /// <param name="byHand">Its system has it another way; else it need not be sent.</param>
    Task<bool> SettleAsync(
        long id,
        IReadOnlyCollection<OutsideSystem> systems,
        SearchScope scope,
        bool byHand,
        string by,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes messages to one system that arrived before a moment.</summary>
    /// <returns>How many.</returns>
    Task<int> ForgetAsync(OutsideSystem system, DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>A message leased for sending.</summary>
/// <param name="Attempts">How often it was tried before since it was written or put back.</param>
/// <param name="WaitsSince">When it was written or put back.</param>
/// <param name="Lease">Names the lease; marks under another lease do nothing.</param>
public sealed record LeasedMessage(long Id, PersonId Person, SystemMessage Message, int Attempts, DateTimeOffset WaitsSince, Guid Lease)
    : Discreet
{
    /// <summary>W3C trace context of the write that it comes from; null when that was not traced.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>A message that is not tried again by itself, and why.</summary>
public sealed record GivenUpMessage(
    long Id,
    PersonId Person,
    OutsideSystem System,
    string Subject,
    string About,
    string Office,
    int Attempts,
    string Reason,
    DateTimeOffset Since
) : Discreet;

/// <summary>Sends one message to another system.</summary>
public interface ISystemTransport
{
    /// <summary>False where no address is configured: messages wait.</summary>
    bool Connects(OutsideSystem system);

    /// <summary>Sends once; a repeat with the same identifier is harmless.</summary>
    Task<SendResult> SendAsync(OutsideSystem system, string id, System.Text.Json.JsonElement body, CancellationToken cancellationToken);
}

/// <summary>What the system answered.</summary>
/// <param name="Error">Why it did not take the message; null when it did. Nothing personal in it.</param>
/// <param name="Permanent">True when trying again is useless.</param>
/// <param name="Answer">The answer of a system that signs its answers; null of one that does not, and where there is an error.</param>
public sealed record SendResult(string? Error, bool Permanent, System.Text.Json.JsonElement? Answer = null) : Discreet;

/// <summary>What the register does when a message has arrived, or was given up, before it is marked so; it may happen again.</summary>
public interface ISystemFollowUp
{
    Task NoteAsync(LeasedMessage message, bool arrived, CancellationToken cancellationToken);
}
