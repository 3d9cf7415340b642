using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>
/// Refused applications of the platform that their offices settle with the persons (79/2020 (三), (七)). Those without a number are not among
/// them: they stay with the operators. Where the region that was chosen has no office, the supervisors of the whole province have them.
/// </summary>
public interface IPlatformSettlements
{
    /// <summary>What is to be settled, the earliest last day first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list's.</exception>
    Task<Page<ToSettle>> OpenAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many are to be settled, in each part of the scope.</summary>
    /// <param name="scope">Which offices.</param>
    /// <param name="digits">How many digits of the office's code make a part: 0 for all as one, whole offices beyond the longest
    /// code.</param>
    /// <param name="today">Those with an earlier last day are overdue.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>By the digits; a part without any is not there.</returns>
    Task<IReadOnlyDictionary<string, ToSettleCount>> CountAsync(
        SearchScope scope,
        int digits,
        DateOnly today,
        CancellationToken cancellationToken
    );

    /// <summary>One of them; null when it does not exist or is out of scope.</summary>
    Task<ToSettle?> FindAsync(long id, SearchScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Settles one, in one commit with the receipt and, where it is closed, the result for the platform; without effect there is no receipt
    /// either. One that is joined waits for the sync, which gives the person's grain the command.
    /// </summary>
    /// <param name="result">Of one that is closed; left away where another content of its number has, or will have, a result of its
    /// own.</param>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was changed.</exception>
    Task<SettlementOutcome> SettleAsync(
        long id,
        PlatformSettlement settlement,
        PlatformItem? result,
        SearchScope scope,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>Those that wait to be joined, the oldest first.</summary>
    Task<IReadOnlyList<JoiningApplication>> JoiningAsync(string region, int limit, CancellationToken cancellationToken);

    /// <summary>The person's record has it.</summary>
    Task JoinedAsync(long id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>It could not be joined, because the case has changed since: it is the office's again, with the reason.</summary>
    Task NotJoinedAsync(long id, string reason, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Those that were settled, the oldest first; also those that wait to be joined.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list's.</exception>
    Task<Page<SettledApplication>> SettledAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>A refused application that its office settles.</summary>
/// <param name="Number">The platform's number as it came.</param>
/// <param name="Office">The office in charge; null where the region that was chosen has none.</param>
/// <param name="Due">The last of the three working days, inclusive; null for one of an older version.</param>
/// <param name="Field">The field at fault, in the register's names.</param>
/// <param name="Reason">As <see cref="ApplicationRefusal.Reason"/>.</param>
/// <param name="RetryAt">When it is handed over again automatically.</param>
/// <param name="Since">When it was refused.</param>
/// <param name="Fields">As it came.</param>
/// <param name="TakenOver">The register's application that other content of the same number became; null when there is none.</param>
public sealed record ToSettle(
    long Id,
    string Region,
    string Number,
    string? Office,
    DateOnly? Due,
    string? Field,
    string Reason,
    DateTimeOffset? RetryAt,
    DateTimeOffset Since,
    JsonElement Fields,
    string? TakenOver
) : Discreet;

/// <summary>How many are to be settled.</summary>
/// <param name="Overdue">Of those, how many whose last day is past.</param>
public sealed record ToSettleCount(long Open, long Overdue) : Discreet;

/// <summary>How one was settled: joined to an application of the register, or closed with a reason; exactly one of the two.</summary>
/// <param name="By">Who settled it; a command to the person's grain is given in this name.</param>
/// <param name="At">When.</param>
/// <param name="Joined">The register's application that it shares the decision of.</param>
/// <param name="Person">Whose application that is; null when it was closed.</param>
/// <param name="Closed">The reason.</param>
/// <param name="Channel">How the person was spoken to.</param>
/// <param name="SpokenAt">When the person was spoken to.</param>
/// <param name="Note">What was said.</param>
public sealed record PlatformSettlement(
    Actor By,
    DateTimeOffset At,
    ApplicationNumber? Joined,
    PersonId? Person,
    ClosingReason? Closed,
    ContactChannel Channel,
    DateTimeOffset SpokenAt,
    string Note
) : Discreet;

/// <summary>What became of an attempt to settle one.</summary>
public enum SettlementOutcome
{
    Done,

    /// <summary>There is no such refused application within reach, or it was settled already.</summary>
    NotOpen,

    /// <summary>Other content of the same number has a result of its own, or will have: it cannot be joined to anything else.</summary>
    TakenOver,
}

/// <summary>One that waits to be joined.</summary>
public sealed record JoiningApplication(long Id, string Number, PlatformSettlement Settlement) : Discreet;

/// <summary>One that was settled.</summary>
/// <param name="Done">False while it waits to be joined.</param>
public sealed record SettledApplication(
    long Id,
    string Region,
    string Number,
    string? Office,
    DateOnly? Due,
    bool Done,
    PlatformSettlement Settlement
) : Discreet;
