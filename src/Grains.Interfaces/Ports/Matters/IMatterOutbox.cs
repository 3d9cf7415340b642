using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Matters;

/// <summary>
/// Messages to the systems of matters that wait to be sent. They are leased in one commit and marked in another; an expired lease is sent again.
/// Only a matter's oldest message that has not arrived can be leased, also where that one was given up: none overtakes another.
/// </summary>
public interface IMatterOutbox
{
    /// <summary>Leases due messages to one system until a moment; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<LeasedMatterMessage>> LeaseAsync(
        MatterKind kind,
        DateTimeOffset now,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>Its system has confirmed it. Nothing happens when the lease is another's by now.</summary>
    Task MarkSentAsync(LeasedMatterMessage message, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>It did not arrive: try again at a moment, or not by itself (null), which puts it on the operators' list.</summary>
    Task MarkFailedAsync(LeasedMatterMessage message, string reason, DateTimeOffset? retryAt, CancellationToken cancellationToken);

    /// <summary>Messages that are not tried again by themselves, the oldest first.</summary>
    Task<Page<GivenUpMessage>> GivenUpAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Puts a message that was given up back to be sent, in one commit with the receipt; false when there is none such.</summary>
    Task<bool> ResendAsync(long id, SearchScope scope, DateTimeOffset now, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Deletes messages that arrived before a moment.</summary>
    /// <returns>How many.</returns>
    Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>A message leased for sending.</summary>
/// <param name="Attempts">How often it was tried before since it was written or put back.</param>
/// <param name="WaitsSince">When it was written or put back.</param>
/// <param name="Lease">Names the lease; marks under another lease do nothing.</param>
public sealed record LeasedMatterMessage(
    long Id,
    PersonId Person,
    MatterMessage Message,
    int Attempts,
    DateTimeOffset WaitsSince,
    Guid Lease
) : Discreet
{
    /// <summary>W3C trace context of the write that it comes from; null when that was not traced.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>A message that is not tried again by itself, and why.</summary>
public sealed record GivenUpMessage(
    long Id,
    PersonId Person,
    MatterKind Kind,
    string Matter,
    MatterMessageKind About,
    string Office,
    int Attempts,
    string Reason,
    DateTimeOffset Since
) : Discreet;

/// <summary>The matters of all persons, as lists.</summary>
public interface IMatterList
{
    /// <summary>Matters by their numbers.</summary>
    Task<Page<MatterLine>> ListAsync(
        SearchScope scope,
        MatterKind? kind,
        string? state,
        PageRequest page,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Compares what a system has of a day with what is here, stores the differences in place of the day's earlier ones, and puts back to be
    /// sent what only a lost message explains; in one commit with the receipt.
    /// </summary>
    /// <param name="receipt">Makes the receipt of the answer from what was found.</param>
    Task<IReadOnlyList<MatterDifference>> CompareAsync(
        MatterKind kind,
        DateOnly day,
        IReadOnlyList<MatterThere> there,
        DateTimeOffset now,
        Func<IReadOnlyList<MatterDifference>, CommandReceipt>? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>The latest differences first.</summary>
    Task<Page<MatterDifference>> DifferencesAsync(MatterKind? kind, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>One line of the list.</summary>
/// <param name="State">By its camelCase name; <c>prefilled</c> for a prefilled application.</param>
public sealed record MatterLine(
    string Number,
    PersonId Person,
    MatterKind Kind,
    string State,
    string Office,
    DateOnly AskedOn,
    DateOnly AnswerDue
) : Discreet;

/// <summary>What a system has of one matter.</summary>
public sealed record MatterThere(string Matter, int Revision, MatterState State) : Discreet;

/// <summary>A matter that is not the same on both sides.</summary>
/// <param name="Difference"><c>missingThere</c>, <c>unknownHere</c>, <c>answerMissing</c> or <c>differs</c>.</param>
/// <param name="Settled"><c>sentAgain</c>, <c>askedAgain</c>; null: an operator must look.</param>
public sealed record MatterDifference(
    MatterKind Kind,
    DateOnly Day,
    string Matter,
    string Difference,
    string? There,
    string? Here,
    DateTimeOffset FoundAt,
    string? Settled
) : Discreet;

/// <summary>Sends one message to the system of a matter.</summary>
public interface IMatterTransport
{
    /// <summary>False where no address is configured: messages wait.</summary>
    bool Connects(MatterKind kind);

    /// <summary>Sends once; a repeat with the same identifier is harmless.</summary>
    Task<MatterSendResult> SendAsync(MatterKind kind, string id, System.Text.Json.JsonElement body, CancellationToken cancellationToken);
}

/// <summary>What the system answered.</summary>
/// <param name="Error">Why it did not take the message; null when it did. Nothing personal in it.</param>
/// <param name="Permanent">True when trying again is useless.</param>
public sealed record MatterSendResult(string? Error, bool Permanent) : Discreet;
