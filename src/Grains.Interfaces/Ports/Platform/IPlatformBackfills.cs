using System.Text.Json.Serialization;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>
/// Backfills (补传) of the national platform: what operators order of them, and their work. A backfill walks over the registrations of its
/// range by day and number. The items of a page enter the outbox in the commit in which its place moves: a crash loses none and
/// makes none twice.
/// </summary>
public interface IPlatformBackfills
{
    /// <summary>
    /// Orders one; false when another one that is under way has registrations in common with it. One commit with the receipt and a line in
    /// the operators' log.
    /// </summary>
    Task<bool> StartAsync(
        Guid id,
        BackfillRange range,
        BackfillThrottle throttle,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Pauses a running one, lets a paused one go on, or cancels either; false when it is in no state for that. One commit with the receipt
    /// and a line in the operators' log.
    /// </summary>
    Task<bool> TurnAsync(
        Guid id,
        BackfillTurn turn,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Changes how fast it may go, from the next page on; false when it has ended. One commit with the receipt and a line in the operators'
    /// log.
    /// </summary>
    Task<bool> ThrottleAsync(
        Guid id,
        BackfillThrottle throttle,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    );

    Task<PlatformBackfill?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    /// <param name="reach">Leading digits of the regions; empty for all, those of no region among them.</param>
    Task<Page<PlatformBackfill>> ListAsync(string reach, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Registrations that could not be processed, the first ones.</summary>
    Task<IReadOnlyList<BackfillFailure>> FailuresAsync(Guid id, int limit, CancellationToken cancellationToken);

    /// <summary>The one to work on: the oldest that runs; null when there is none.</summary>
    Task<PlatformBackfill?> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>Counts the registrations of its range, and keeps the figure.</summary>
    Task<long> CountAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>How many items wait to be sent; counted up to a limit.</summary>
    Task<int> WaitingAsync(int limit, CancellationToken cancellationToken);

    /// <summary>The registrations after its place, in order, read at one moment; empty at the end.</summary>
    Task<IReadOnlyList<BackfillCase>> ReadAsync(PlatformBackfill backfill, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Writes what is not there yet of a page, and moves the place behind the last registration that it took. It takes those of the page up
    /// to the first one whose person has changed since, or is being changed; none when the backfill is no longer at this place, or does not
    /// run.
    /// </summary>
    /// <returns>What it took; null when nothing.</returns>
    Task<BackfillCounts?> WriteAsync(
        PlatformBackfill backfill,
        IReadOnlyList<BackfillItems> page,
        double? measured,
        DateTimeOffset at,
        CancellationToken cancellationToken
    );

    /// <summary>There are no more registrations: it is done. False when it is no longer at this place, or does not run.</summary>
    Task<bool> EndAsync(PlatformBackfill backfill, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>A backfill: what was ordered, and how far it is.</summary>
/// <param name="Total">Registrations in its range when it began; null before.</param>
/// <param name="Place">Where it is; null before the first page.</param>
/// <param name="Measured">Registrations a second, lately; null while it is not running.</param>
/// <param name="OrderedAt">When it was ordered.</param>
/// <param name="MovedAt">When it last did something; null before.</param>
/// <param name="EndedAt">When it was done or cancelled.</param>
public sealed record PlatformBackfill(
    Guid Id,
    BackfillRange Range,
    BackfillStatus Status,
    BackfillThrottle Throttle,
    long? Total,
    BackfillPlace? Place,
    BackfillCounts Counts,
    double? Measured,
    string By,
    string Reason,
    DateTimeOffset OrderedAt,
    DateTimeOffset? MovedAt,
    DateTimeOffset? EndedAt
) : Discreet;

/// <summary>Which registrations a backfill uploads.</summary>
[JsonConverter(typeof(StrictEnumConverter<BackfillKind>))]
public enum BackfillKind
{
    /// <summary>All that were registered on its days, whatever became of them (79/2020 (七): since 2020-03-31).</summary>
    Registrations,

    /// <summary>All valid data (79/2020 (八)): those that are active, and those that ended by an exit.</summary>
    AllValid,
}

/// <summary>What a backfill covers.</summary>
/// <param name="From">First day of registration, inclusive; null from the beginning.</param>
/// <param name="To">Last day, inclusive; null without end.</param>
/// <param name="Region">Leading digits of the regions where the registrations are held now; null for all.</param>
/// <param name="Again">What the platform accepted already is sent again too, for a platform that lost it or never had it.</param>
public sealed record BackfillRange(BackfillKind Kind, DateOnly? From, DateOnly? To, string? Region, bool Again) : Discreet;

/// <summary>How fast a backfill may go.</summary>
/// <param name="Rate">Registrations a second, at most.</param>
/// <param name="Backlog">It pauses while this many items or more wait to be sent.</param>
public sealed record BackfillThrottle(int Rate, int Backlog) : Discreet
{
    public const int HighestRate = 10_000;
    public const int LargestBacklog = 100_000;

    public static BackfillThrottle Usual { get; } = new(500, 2_000);
}

/// <summary>What an operator does with a backfill that is under way.</summary>
[JsonConverter(typeof(StrictEnumConverter<BackfillTurn>))]
public enum BackfillTurn
{
    Pause,
    Resume,
    Cancel,
}

/// <summary>The state of a backfill.</summary>
[JsonConverter(typeof(StrictEnumConverter<BackfillStatus>))]
public enum BackfillStatus
{
    /// <summary>At work, or waiting for an earlier one to end.</summary>
    Running,

    /// <summary>An operator halted it; it goes on where it was.</summary>
    Paused,

    /// <summary>Its last registration was processed.</summary>
    Done,

    /// <summary>An operator ended it. What it made until then is sent.</summary>
    Cancelled,
}

/// <summary>The registration that was processed last, in the order of the walk.</summary>
public sealed record BackfillPlace(DateOnly Day, string Number) : Discreet;

/// <summary>What a backfill has done so far.</summary>
/// <param name="Rows">Registrations processed.</param>
/// <param name="Made">Items that it made and put to those that wait.</param>
/// <param name="PutBack">Items that the platform had accepted and that are sent again.</param>
/// <param name="Known">Items that were made before, sent or not, and are left as they are.</param>
/// <param name="Skipped">Registrations with nothing to tell: the person was erased, or it was entered in error and the platform never heard
/// of it.</param>
/// <param name="Failed">Registrations whose history cannot be read; they are listed.</param>
public sealed record BackfillCounts(long Rows, long Made, long PutBack, long Known, long Skipped, long Failed) : Discreet;

/// <summary>A registration that a backfill could not process.</summary>
/// <param name="Registration">失业登记号.</param>
/// <param name="Trouble">Name of the error; it quotes nothing of the person.</param>
public sealed record BackfillFailure(string Registration, string Trouble, DateTimeOffset At) : Discreet;
