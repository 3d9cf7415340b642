using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Matching;

/// <summary>How far a run is.</summary>
public enum MatchRunStatus
{
    /// <summary>Its rows are coming.</summary>
    Receiving,

    /// <summary>Its rows go to the persons.</summary>
    Running,

    /// <summary>It has had as many consequences as it may have unasked: an operator allows more, or cancels it.</summary>
    Asking,

    Done,

    /// <summary>What it had led to until then stays; what waited is dropped.</summary>
    Cancelled,
}

/// <summary>One delivery of a source. Counts only; nothing of a person.</summary>
/// <param name="AsOf">The moment as of which the source says what it says.</param>
/// <param name="Office">Office of the sender, which limits what the rows may change; null for the whole province.</param>
/// <param name="Expected">How many rows it has, as its sender says; null while a file is awaited that was not read to its end.</param>
/// <param name="Complete">It holds everything: what is missing is withdrawn.</param>
/// <param name="Received">Rows that have come; the next one has this number, from 0.</param>
/// <param name="Hits">Rows about persons who have a case, and missing ones that were withdrawn.</param>
/// <param name="Processed">Hits that went to their persons.</param>
/// <param name="Tasks">Of these, those that an office has to examine.</param>
/// <param name="Exits">Of these, those that ended a registration.</param>
/// <param name="Undone">Of these, those that took back an exit.</param>
/// <param name="Refused">Of these, those that the rules refused.</param>
/// <param name="Allowed">How many consequences it may have before it asks.</param>
public sealed record MatchRun(
    Guid Id,
    string Source,
    DateTimeOffset AsOf,
    string By,
    string? Office,
    DateTimeOffset OpenedAt,
    MatchRunStatus Status,
    long? Expected,
    bool Complete,
    long Received,
    long Hits,
    long Processed,
    long Tasks,
    long Exits,
    long Undone,
    long Refused,
    long Allowed,
    DateTimeOffset? WorkedAt,
    DateTimeOffset? EndedAt
) : Discreet
{
    /// <summary>One that is opened now and awaits its rows.</summary>
    public static MatchRun Opened(MatchingSource source, DateTimeOffset asOf, string by, string? office, long? expected, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new MatchRun(
            Guid.CreateVersion7(now),
            source.Id,
            asOf,
            by,
            office,
            now,
            MatchRunStatus.Receiving,
            expected,
            source.Complete,
            Received: 0,
            Hits: 0,
            Processed: 0,
            Tasks: 0,
            Exits: 0,
            Undone: 0,
            Refused: 0,
            Allowed: 0,
            WorkedAt: null,
            EndedAt: null
        );
    }

    /// <summary>What it has led to.</summary>
    public long Consequences => Tasks + Exits + Undone;
}

/// <summary>A row of a source, as mapped at the edge.</summary>
/// <param name="Key">The source's own key; only its keyed hash is stored.</param>
/// <param name="Person">By the keyed hash of the number in the row.</param>
/// <param name="Fact">What it says; null where it is withdrawn.</param>
/// <param name="Name">The name in the row, where it has one.</param>
public sealed record FeedRow(string Key, PersonId Person, MatchedFact? Fact, PersonName? Name) : Discreet;

/// <summary>A row that waits to go to its person.</summary>
/// <param name="Key">The keyed hash of the source's key, as the record stores it.</param>
public sealed record WaitingMatch(string Key, PersonId Person, DateTimeOffset AsOf, MatchedFact? Fact, PersonName? Name) : Discreet;

/// <summary>What a row led to.</summary>
public enum MatchEffect
{
    /// <summary>The record has it; nothing follows.</summary>
    Recorded,

    /// <summary>An office has to examine it.</summary>
    Task,

    /// <summary>It ended the registration.</summary>
    Exit,

    /// <summary>It took back an exit.</summary>
    Undone,

    /// <summary>The person has no case for it any more: the row is dropped.</summary>
    NoCase,

    /// <summary>The rules refused it; it is not tried again.</summary>
    Refused,

    /// <summary>It could not be recorded now, or is true only later: tried again.</summary>
    Later,
}

/// <summary>What a row led to, and when it is tried again where it is.</summary>
public sealed record MatchResult(WaitingMatch Row, MatchEffect Effect, DateTimeOffset? NotBefore) : Discreet;

/// <summary>How often rows of a source were found so.</summary>
/// <param name="Fault">Name of a <see cref="MatchFault"/>; null for right.</param>
public sealed record MatchFindings(string Source, string? Fault, long Count) : Discreet;

/// <summary>
/// Deliveries of sources. Rows are compared with the register in bulk, by the keyed hash of the number, before any grain is called: of a
/// person without a case nothing is stored.
/// </summary>
public interface IMatchRuns
{
    /// <summary>Opens one; false when the source has one that is not over. One commit with the receipt.</summary>
    Task<bool> OpenAsync(MatchRun run, CommandReceipt? receipt, CancellationToken cancellationToken);

    Task<MatchRun?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The newest first, at most this many.</summary>
    Task<IReadOnlyList<MatchRun>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Deliveries of a source that a sender has opened: the one that receives, if there is one, and then the newest that had all its rows,
    /// whatever became of it.
    /// </summary>
    Task<IReadOnlyList<MatchRun>> PulledAsync(string source, string by, CancellationToken cancellationToken);

    /// <summary>Those whose rows go to persons now.</summary>
    Task<IReadOnlyList<MatchRun>> RunningAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes rows and counts them, in one commit. False when the run does not receive, or has not just these rows before them: somebody else
    /// sent them, or they are there already.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="from">Number of the first row, from 0.</param>
    /// <param name="rows">Those that could be read, at most some thousands.</param>
    /// <param name="count">How many rows they are with those that could not be read.</param>
    /// <param name="keepUntil">The last day on which they are kept.</param>
    Task<bool> ReceiveAsync(
        MatchRun run,
        long from,
        IReadOnlyList<FeedRow> rows,
        int count,
        DateOnly keepUntil,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// The file of a run was read to its end: it has as many rows as have come. False when it does not receive, awaits no file, or has not
    /// just these rows. Durable on return.
    /// </summary>
    Task<bool> CountedAsync(Guid id, long rows, CancellationToken cancellationToken);

    /// <summary>Active registrations, by which the limit of consequences is measured.</summary>
    Task<long> RegisteredAsync(CancellationToken cancellationToken);

    /// <summary>
    /// All rows have come: what is missing in a complete run is withdrawn, and the rows go to the persons from now on. False when it does not
    /// receive, or rows are missing. One commit with the receipt.
    /// </summary>
    Task<bool> CloseAsync(Guid id, long allowed, DateOnly keepUntil, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Rows that wait, in the order of their keys.</summary>
    Task<IReadOnlyList<WaitingMatch>> WaitingAsync(MatchRun run, int limit, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Records what rows led to; false when the run has moved on meanwhile, or does not run: then the same rows are read and sent again,
    /// which changes nothing.
    /// </summary>
    Task<bool> AdvanceAsync(MatchRun run, IReadOnlyList<MatchResult> results, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>It stops until an operator has decided.</summary>
    Task<bool> AskAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>It may have so many consequences more; false when it does not ask. One commit with the receipt.</summary>
    Task<bool> AllowAsync(Guid id, long more, string by, string why, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Ends one that is not over; what waits is dropped. One commit with the receipt.</summary>
    Task<bool> CancelAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>It is done when no row waits that can be tried; false when one does, or it does not run.</summary>
    Task<bool> EndAsync(Guid id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>How often offices found rows of each source right, or wrong and how, from a day on.</summary>
    Task<IReadOnlyList<MatchFindings>> FindingsAsync(DateOnly from, CancellationToken cancellationToken);

    /// <summary>Of each source that has delivered, the moment as of which its latest delivery was that is done.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> LatestAsync(CancellationToken cancellationToken);

    /// <summary>Removes rows whose time is over; answers with how many, at most the limit.</summary>
    Task<int> ForgetAsync(DateOnly today, int limit, CancellationToken cancellationToken);
}
