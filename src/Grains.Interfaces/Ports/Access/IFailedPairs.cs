using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Retrying;

namespace Grid.Grains.Interfaces.Access;

/// <summary>
/// Failed pairs of receipt and identity number, counted for the whole cluster: by person and by receipt, each by where it was asked from
/// and in all. What failed is forgotten an hour later.
/// </summary>
public interface IFailedPairs
{
    /// <summary>
    /// When this attempt may be answered. The turn is taken: the next attempt from the same source on the same person or receipt comes
    /// behind it. Where the wait is longer than <paramref name="longest"/> no turn is taken.
    /// </summary>
    /// <param name="attempt">Whom and what it names, and from where.</param>
    /// <param name="longest">The longest time that an attempt may be kept waiting.</param>
    /// <param name="now">The present moment.</param>
    /// <exception cref="Persons.StoreUnavailableException">The database does not answer.</exception>
    Task<PairTurn> TakeTurnAsync(PairAttempt attempt, TimeSpan longest, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Counts a failure; on return it is committed.</summary>
    /// <returns>How many failed within the hour for the person or the receipt, whichever had more, from all sources.</returns>
    /// <exception cref="Persons.StoreUnavailableException">The database does not answer.</exception>
    Task<int> FailedAsync(PairAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The pair fits: what failed for its two numbers from this source is forgotten.</summary>
    /// <exception cref="Persons.StoreUnavailableException">The database does not answer.</exception>
    Task FittedAsync(PairAttempt attempt, CancellationToken cancellationToken);
}

/// <summary>The turn of an attempt.</summary>
/// <param name="Wait">For how long it waits; zero where nothing failed before.</param>
/// <param name="Failed">Whether its source failed before.</param>
public sealed record PairTurn(TimeSpan Wait, bool Failed) : Discreet;

/// <summary>One attempt to ask without a login.</summary>
/// <param name="Person">The person of the identity number, known or not.</param>
/// <param name="Receipt">The receipt number.</param>
/// <param name="Source">Where it comes from: 1 to 200 characters; only a keyed hash of it is stored.</param>
public sealed record PairAttempt(PersonId Person, ApplicationNumber Receipt, string Source) : Discreet;

/// <summary>How long an attempt waits after failures: slowly more, and never locked out.</summary>
public static class PairDelays
{
    /// <summary>This many mistakes of a source are free: people mistype.</summary>
    public const int Free = 3;

    /// <summary>From this many failures of all sources together, every source waits a little.</summary>
    public const int FreeInAll = 30;

    /// <summary>The longest delay between two attempts of one source.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The longest delay for a source that has not failed itself: less than a request is kept, so each gets its answer.</summary>
    public static readonly TimeSpan LongestForOthers = TimeSpan.FromSeconds(4);

    /// <summary>The longest time between two attempts of all sources together that name a receipt whose serial can be guessed.</summary>
    public static readonly TimeSpan LongestForGuessable = TimeSpan.FromSeconds(10);

    private static readonly Backoff Delays = new(TimeSpan.FromSeconds(1), Longest);

    /// <summary>Between two attempts of one source on one person or receipt: nothing for the first mistakes, then 1, 2, 4 … 30 s.</summary>
    public static TimeSpan OfSource(int failures) => failures < Free ? TimeSpan.Zero : Delays.After(failures - Free + 1);

    /// <summary>
    /// For every caller, where many sources failed on one person or receipt: at most 4 s, so that others cannot lock anyone out.
    /// </summary>
    public static TimeSpan OfAll(int failures) =>
        failures < FreeInAll ? TimeSpan.Zero : Shorter(TimeSpan.FromSeconds(failures / (double)FreeInAll / 2), LongestForOthers);

    /// <summary>
    /// Between two attempts of whatever source on one person that name a receipt of the time of consecutive serials: of those some thousands
    /// fit a day, and no number of addresses may make trying them quick.
    /// </summary>
    public static TimeSpan OfGuessable(int failures) =>
        failures < FreeInAll ? TimeSpan.Zero : Shorter(TimeSpan.FromSeconds(failures / (double)FreeInAll), LongestForGuessable);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
