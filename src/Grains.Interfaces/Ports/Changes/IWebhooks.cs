using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Changes;

/// <summary>
/// Subscriptions to changes, each a place in the feed. A process works on one by lease: what it does without the lease, because it was paused,
/// moved or deleted meanwhile, or its time was over, has no effect here.
/// </summary>
public interface IWebhooks
{
    /// <summary>Stores a subscription with its receipt in one commit. False: there are too many.</summary>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was stored.</exception>
    Task<bool> CreateAsync(NewWebhook webhook, int most, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Those of the offices within the scope, by office and age.</summary>
    Task<IReadOnlyList<Webhook>> ListAsync(SearchScope scope, CancellationToken cancellationToken);

    /// <summary>One; null if there is none.</summary>
    Task<Webhook?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Pauses it, or makes it active: then the next attempt is due at once, and the time after which it is given up starts again. False: it is not
    /// there, and there is no receipt.
    /// </summary>
    Task<bool> SetStateAsync(Guid id, WebhookState state, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Goes on from another place, in a delivery of its own. False: it is not there, and there is no receipt.</summary>
    Task<bool> MoveAsync(Guid id, string cursor, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Deletes it. False: it is not there, and there is no receipt.</summary>
    Task<bool> DeleteAsync(Guid id, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Gives it a new secret; deliveries are signed with the one before too until a moment. False: it is not there.</summary>
    Task<bool> SetSecretAsync(Guid id, WebhookSecret secret, DateTimeOffset oldUntil, CancellationToken cancellationToken);

    /// <summary>Takes active ones that have a secret, are due and have no lease.</summary>
    Task<IReadOnlyList<LeasedWebhook>> LeaseAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>Keeps the lease and reads it again; null when the lease is lost.</summary>
    Task<LeasedWebhook?> RenewAsync(LeasedWebhook webhook, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Begins a delivery: from this place, so many changes. False: the lease is lost.</summary>
    Task<bool> BeginAsync(LeasedWebhook webhook, string cursor, string batch, int size, CancellationToken cancellationToken);

    /// <summary>The changes up to this place need not be told any more: they were delivered, or there were none. False: the lease is lost.</summary>
    /// <param name="delivered">How many were delivered; 0 for none.</param>
    Task<bool> AdvanceAsync(
        LeasedWebhook webhook,
        string cursor,
        int delivered,
        string? answer,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>An attempt failed: the lease ends, and the next one is due later, or it is given up (<paramref name="notBefore"/> is null).</summary>
    Task FailAsync(
        LeasedWebhook webhook,
        string answer,
        DateTimeOffset now,
        DateTimeOffset? notBefore,
        CancellationToken cancellationToken
    );

    /// <summary>Gives the lease back.</summary>
    Task ReleaseAsync(LeasedWebhook webhook, CancellationToken cancellationToken);
}

/// <summary>A subscription that is to be stored. It is active, and sends nothing until it has a secret.</summary>
/// <param name="Office">Whose changes: of this office and those below it.</param>
/// <param name="Name">What its maker calls it; sealed where it is stored.</param>
/// <param name="Address">Where to post.</param>
/// <param name="By">Subject of the token.</param>
/// <param name="Cursor">The place after which it begins.</param>
public sealed record NewWebhook(Guid Id, string Office, string Name, string Address, string By, DateTimeOffset At, string Cursor)
    : Discreet;

/// <summary>How a subscription is.</summary>
/// <param name="KeyId">Names its secret; null: it has none yet.</param>
/// <param name="Cursor">The place behind what was delivered.</param>
/// <param name="Failures">Attempts in a row that failed.</param>
/// <param name="FailingSince">Null while it works.</param>
/// <param name="NotBefore">When the next attempt is due; null: at once.</param>
/// <param name="LastAnswer">What became of the last attempt; null before the first.</param>
/// <param name="Delivered">Changes, repeats included.</param>
public sealed record Webhook(
    Guid Id,
    string Office,
    string Name,
    string Address,
    WebhookState State,
    string By,
    DateTimeOffset At,
    string? KeyId,
    string Cursor,
    int Failures,
    DateTimeOffset? FailingSince,
    DateTimeOffset? NotBefore,
    string? LastAnswer,
    DateTimeOffset? LastAt,
    long Delivered,
    DateTimeOffset? DeliveredAt
) : Discreet;

/// <summary>A subscription in the hands of one process.</summary>
/// <param name="Batch">The delivery that was begun and not confirmed; null if none is.</param>
/// <param name="BatchSize">How many changes it has.</param>
/// <param name="Secrets">The newest first; a second one until it ends.</param>
public sealed record LeasedWebhook(
    Guid Id,
    Guid Lease,
    string Office,
    string Address,
    string Cursor,
    string? Batch,
    int? BatchSize,
    IReadOnlyList<WebhookSecret> Secrets,
    int Failures,
    DateTimeOffset? FailingSince
) : Discreet;

/// <summary>A key of signatures.</summary>
/// <param name="KeyId">Its name, which goes with the signature.</param>
public sealed record WebhookSecret(string KeyId, byte[] Key) : Discreet;

/// <summary>Whether a subscription is told. The names are stored.</summary>
public enum WebhookState
{
    Active,

    /// <summary>By an administrator.</summary>
    Paused,

    /// <summary>Given up after it failed for too long; an administrator may resume it.</summary>
    Dead,
}
