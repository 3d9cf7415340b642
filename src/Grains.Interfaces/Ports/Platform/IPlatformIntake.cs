using System.Text.Json;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>
/// Applications downloaded from the platform: stored before they are acknowledged, then handed to their persons, each once in effect.
/// </summary>
public interface IPlatformIntake
{
    /// <summary>The cursor after the last page that is stored and acknowledged; null at the beginning.</summary>
    Task<string?> CursorAsync(string region, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a page, sealed, durable on return. One that is known (same number, same content) is not stored again; the same number with
    /// other content is a new version of it, for the person's grain to judge; content that comes after newer content of its number (by the
    /// cursors) is kept, but not handed over. What has no number is kept too, as refused.
    /// </summary>
    Task StoreAsync(string region, IReadOnlyList<PlatformDownload> items, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// The page is acknowledged: the next one begins here. A cursor that goes back, or is no number, is not taken over: false.
    /// </summary>
    Task<bool> AdvanceAsync(string region, string cursor, CancellationToken cancellationToken);

    /// <summary>Stored applications that are not handed over yet, the oldest first.</summary>
    Task<IReadOnlyList<StoredApplication>> PendingAsync(string region, int limit, CancellationToken cancellationToken);

    /// <summary>What became of one: the register's application number, or why it is refused.</summary>
    Task SettleAsync(long id, string? application, ApplicationRefusal? refusal, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Refused ones whose time has come wait to be handed over again.</summary>
    Task RetryDueAsync(string region, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The refused ones, the oldest first.</summary>
    Task<Page<RefusedApplication>> RefusedAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken);

    /// <summary>
    /// Tries a refused one again (after the office directory or the mapping was put right); false when there is none such, or it has no
    /// number. With a line in the operators' log.
    /// </summary>
    /// <param name="reach">Leading digits of the region; empty for all. One of another region is not there.</param>
    Task<bool> RetryAsync(
        long id,
        string reach,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );
}

/// <summary>A stored application of the platform, opened.</summary>
/// <param name="Version">1 for the first content under its number.</param>
public sealed record StoredApplication(long Id, string Region, string Number, int Version, JsonElement Fields, DateTimeOffset StoredAt)
    : Discreet;

/// <summary>Why a downloaded application is not handed over.</summary>
/// <param name="Field">The field at fault, in the register's names; null where it is none in particular.</param>
/// <param name="Reason">In Chinese and English; may quote the value.</param>
/// <param name="RetryAt">When it is handed over again automatically; null where time alone does not help.</param>
/// <param name="Office">The office that settles it with the person; null where none is known.</param>
/// <param name="Due">The last of the three working days from the submission, inclusive; null where that is not known.</param>
public sealed record ApplicationRefusal(string? Field, string Reason, DateTimeOffset? RetryAt, string? Office, DateOnly? Due) : Discreet;

/// <summary>A downloaded application that could not be handed over.</summary>
/// <param name="Number">The platform's number; null when it had none.</param>
/// <param name="Field">The field at fault, in the register's names.</param>
public sealed record RefusedApplication(long Id, string Region, string? Number, string? Field, string Reason, DateTimeOffset At) : Discreet;
