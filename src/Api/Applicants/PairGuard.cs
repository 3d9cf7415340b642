using System.Diagnostics.Metrics;
using Grid.Api.Problems;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Access;
using Microsoft.Extensions.Logging;

namespace Grid.Api.Applicants;

/// <summary>
/// Slows down attempts to guess receipts and identity numbers, without locking anyone out: failures count by person and by receipt for the
/// whole cluster, and make the answers of the source that failed slower and slower. A service hall or a portal behind one address is not
/// held back by what others ask for.
/// </summary>
internal sealed partial class PairGuard : IDisposable
{
    /// <summary>The longest time that a request is kept; above it the answer is 429, with the time.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>The most requests that may wait; each takes one of the places for requests in progress.</summary>
    private const int MostWaiting = 64;

    /// <summary>The most of them on one person, so that an attack on one person takes no places from others.</summary>
    internal const int MostWaitingForOne = 16;

    /// <summary>
    /// Attempts on one person or one receipt from one source come one after the other: of a volley each sees that the one before failed.
    /// </summary>
    private readonly SemaphoreSlim[] lanes = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    private readonly Meter meter = new("Grid.Applicants");
    private readonly Counter<long> failed;
    private readonly IFailedPairs pairs;
    private readonly TimeProvider clock;
    private readonly ILogger<PairGuard> logger;
    private readonly Dictionary<PersonId, int> waitingFor = [];
    private int waiting;

    public PairGuard(IFailedPairs pairs, TimeProvider clock, ILogger<PairGuard> logger)
    {
        (this.pairs, this.clock, this.logger) = (pairs, clock, logger);
        failed = meter.CreateCounter<long>(
            "grid.applicants.failed_pairs",
            null,
            "Receipts and identity numbers that were asked for together and do not belong together."
        );
    }

    /// <summary>Runs the look-up in its turn; one that finds nothing is a failure.</summary>
    public async Task<T?> RunAsync<T>(PairAttempt attempt, Func<Task<T?>> find, CancellationToken cancelled)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var (one, other) = (LaneOf(attempt.Person, attempt.Source), LaneOf(attempt.Receipt, attempt.Source));
        var (first, second) = (Math.Min(one, other), Math.Max(one, other)); // Always in this order, so that no two requests wait for each other.
        await lanes[first].WaitAsync(cancelled);
        try
        {
            if (first != second)
                await lanes[second].WaitAsync(cancelled);
        }
        catch (OperationCanceledException)
        {
            lanes[first].Release();
            throw;
        }

        PairTurn turn;
        try
        {
            turn = await pairs.TakeTurnAsync(attempt, LongestWait, clock.GetUtcNow(), cancelled);
            if (turn.Wait <= TimeSpan.Zero)
                return await FindAsync(attempt, turn, find, cancelled);
        }
        finally
        {
            lanes[first].Release();
            if (first != second)
                lanes[second].Release();
        }

        await WaitAsync(attempt.Person, turn.Wait, cancelled);
        return await FindAsync(attempt, turn, find, cancelled);
    }

    public void Dispose()
    {
        meter.Dispose();
        foreach (var lane in lanes)
            lane.Dispose();
    }

    private int LaneOf<T>(T subject, string source) => (int)((uint)HashCode.Combine(subject, source) % lanes.Length);

    private async Task<T?> FindAsync<T>(PairAttempt attempt, PairTurn turn, Func<Task<T?>> find, CancellationToken cancelled)
        where T : class
    {
        var found = await find();
        if (found is null)
        {
            var failures = await pairs.FailedAsync(attempt, clock.GetUtcNow(), CancellationToken.None);
            failed.Add(1);
            Failed(failures);
        }
        else if (turn.Failed)
        {
            await pairs.FittedAsync(attempt, cancelled);
        }

        return found;
    }

    private async Task WaitAsync(PersonId person, TimeSpan wait, CancellationToken cancelled)
    {
        if (wait > LongestWait || !TryTakePlace(person))
        {
            throw new Problem(ProblemCatalogue.TooManyRequests)
            {
                RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
            }.AsException();
        }

        try
        {
            await Task.Delay(wait, clock, cancelled);
        }
        finally
        {
            GivePlaceBack(person);
        }
    }

    private bool TryTakePlace(PersonId person)
    {
        lock (waitingFor)
        {
            var present = waitingFor.GetValueOrDefault(person);
            if (waiting >= MostWaiting || present >= MostWaitingForOne)
                return false;
            (waiting, waitingFor[person]) = (waiting + 1, present + 1);
            return true;
        }
    }

    private void GivePlaceBack(PersonId person)
    {
        lock (waitingFor)
        {
            waiting--;
            if (--waitingFor[person] == 0)
                waitingFor.Remove(person);
        }
    }

    /// <summary>Without the numbers: no log contains one.</summary>
    [LoggerMessage(
        1,
        LogLevel.Warning,
        "A receipt and an identity number that do not belong together were asked for: failure {Failures} of this hour for one of them"
    )]
    private partial void Failed(int failures);
}
