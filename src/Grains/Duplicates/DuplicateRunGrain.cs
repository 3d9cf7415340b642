using Grid.Grains.Interfaces.Duplicates;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Duplicates;

/// <summary>
/// Does the steps of a run one after the other. Each is committed with what it found, so that a crash costs the step at hand, and two
/// activations at once do no harm: the second finds the step done.
/// </summary>
[GrainType(TypeName)]
public sealed partial class DuplicateRunGrain(
    IDuplicateRuns runs,
    IReferenceData reference,
    IOptions<DuplicateOptions> options,
    TimeProvider clock,
    ILogger<DuplicateRunGrain> logger
) : Grain, IDuplicateRunGrain
{
    public const string TypeName = "duplicate-runs";

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    private IGrainTimer? timer;

    public Task Watch()
    {
        if (timer is null)
            GoOn(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    private void GoOn(TimeSpan after)
    {
        timer ??= this.RegisterGrainTimer(
            StepAsync,
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true, Interleave = true }
        );
        timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await runs.CurrentAsync(cancellationToken) is { } run)
            {
                await runs.StepAsync(run, reference.LikenessWeights, options.Value.Limits, clock.GetUtcNow(), cancellationToken);
                if (run.Steps > 0 && run.Step >= run.Steps)
                    LogDone(logger, run.Id, run.Persons, run.Found, run.NotCompared);
                GoOn(options.Value.Pause);
                return;
            }

            timer?.Dispose();
            timer = null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogStepFailed(logger, e.GetType().Name);
            GoOn(AfterFailure);
        }
    }

    [LoggerMessage(EventId = 1431, Level = LogLevel.Warning, Message = "A step of looking for duplicates failed ({Error}) and is repeated")]
    private static partial void LogStepFailed(ILogger logger, string error);

    [LoggerMessage(
        EventId = 1432,
        Level = LogLevel.Information,
        Message = "Run {Run} has compared {Persons} persons: {Found} pairs found, {NotCompared} pairs of too large blocks not compared"
    )]
    private static partial void LogDone(ILogger logger, Guid run, long persons, long found, long notCompared);
}
