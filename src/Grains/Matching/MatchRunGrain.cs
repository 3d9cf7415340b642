using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matching;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Waking;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Matching;

/// <summary>
/// Sends the rows of runs to their persons page by page. A row that a crash sent twice changes nothing the second time, so only the counts of
/// a page are lost that it broke off. A page is never larger than the consequences that the run may still have: a source that reports
/// everybody as dead stops at its limit, and not after it.
/// </summary>
[GrainType(TypeName)]
public sealed partial class MatchRunGrain(
    IMatchRuns runs,
    IOptions<MatchRunOptions> options,
    TimeProvider clock,
    ILogger<MatchRunGrain> logger
) : SteppingGrain, IMatchRunGrain
{
    public const string TypeName = "match-runs";

    private const int Forgotten = 5_000;

    private DateOnly forgottenOn;

    protected override async Task<TimeSpan?> StepAsync(CancellationToken cancellationToken)
    {
        await ForgetAsync(cancellationToken);
        var worked = false;
        foreach (var run in await runs.RunningAsync(cancellationToken))
            worked |= await PageAsync(run, cancellationToken);
        return worked ? TimeSpan.Zero : null;
    }

    protected override void LogFailure(string error) => LogStepFailed(logger, error);

    /// <summary>One page of a run; false when there was nothing to do.</summary>
    private async Task<bool> PageAsync(MatchRun run, CancellationToken cancellationToken)
    {
        var room = run.Allowed - run.Consequences;
        var now = clock.GetUtcNow();
        var rows = await runs.WaitingAsync(run, (int)Math.Clamp(room, 1, options.Value.PageSize), now, cancellationToken);
        if (rows.Count == 0)
        {
            if (!await runs.EndAsync(run.Id, now, cancellationToken))
                return false;
            LogDone(logger, run.Id, run.Source, run.Hits, run.Consequences);
            return true;
        }

        if (room <= 0)
        {
            await runs.AskAsync(run.Id, cancellationToken);
            LogAsks(logger, run.Id, run.Source, run.Consequences, run.Hits - run.Processed);
            return true;
        }

        using var places = new SemaphoreSlim(options.Value.AtOnce);
        var results = await Task.WhenAll(rows.Select(row => SendAsync(run, row, places, cancellationToken)));
        await runs.AdvanceAsync(run, results, clock.GetUtcNow(), cancellationToken);
        return true;
    }

    private async Task<MatchResult> SendAsync(MatchRun run, WaitingMatch row, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            var request = new CommandRequest<RecordMatch>(
                new CommandContext(
                    new Actor(run.By, Role.MatchingFeed, run.Office),
                    IdempotencyKey: null,
                    RequestDigest: [],
                    TraceId: null
                ),
                new RecordMatch(run.Source, row.Key, row.AsOf, row.Fact) { Name = row.Name }
            );
            var reply = await GrainFactory.SendAsync(row.Person, request);
            return reply switch
            {
                { Outcome.Kind: var kind } => new MatchResult(row, EffectOf(kind), null),
                { Refusal: { PassesAt: { } at } } => new MatchResult(row, MatchEffect.Later, at),
                { Refusal.Code: RefusalCode.NothingToMatch or RefusalCode.NotFound } => new MatchResult(row, MatchEffect.NoCase, null),
                { Refusal.Code: RefusalCode.MovePending } => Later(row),
                _ => new MatchResult(row, MatchEffect.Refused, null),
            };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogRowFailed(logger, run.Id, row.Person, e.GetType().Name);
            return Later(row);
        }
        finally
        {
            places.Release();
        }
    }

    private MatchResult Later(WaitingMatch row) => new(row, MatchEffect.Later, clock.GetUtcNow() + options.Value.Retry);

    private static MatchEffect EffectOf(OutcomeKind kind) =>
        kind switch
        {
            OutcomeKind.MatchToExamine => MatchEffect.Task,
            OutcomeKind.Exited => MatchEffect.Exit,
            OutcomeKind.ExitRevoked => MatchEffect.Undone,
            _ => MatchEffect.Recorded,
        };

    /// <summary>Once a day: nothing of a feed is kept beyond its time.</summary>
    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var today = ChinaTime.DateOf(clock.GetUtcNow());
        if (forgottenOn == today)
            return;
        while (await runs.ForgetAsync(today, Forgotten, cancellationToken) == Forgotten)
        {
            // The next ones.
        }

        forgottenOn = today;
    }

    [LoggerMessage(EventId = 1441, Level = LogLevel.Warning, Message = "A page of matching failed ({Error}) and is repeated")]
    private static partial void LogStepFailed(ILogger logger, string error);

    [LoggerMessage(
        EventId = 1442,
        Level = LogLevel.Warning,
        Message = "A row of run {Run} about person {Person} could not be recorded ({Error}) and is tried again"
    )]
    private static partial void LogRowFailed(ILogger logger, Guid run, Domain.Identity.PersonId person, string error);

    [LoggerMessage(
        EventId = 1443,
        Level = LogLevel.Error,
        Message = "Run {Run} of source {Source} has had {Consequences} consequences, as many as it may; {Left} rows wait for an operator's decision"
    )]
    private static partial void LogAsks(ILogger logger, Guid run, string source, long consequences, long left);

    [LoggerMessage(
        EventId = 1444,
        Level = LogLevel.Information,
        Message = "Run {Run} of source {Source} is done: {Hits} rows about persons with a case, {Consequences} consequences"
    )]
    private static partial void LogDone(ILogger logger, Guid run, string source, long hits, long consequences);
}
