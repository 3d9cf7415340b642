using System.Diagnostics.Metrics;
using Grid.Api.Hosting;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Retrying;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Grid.Api.Commands;

/// <summary>
/// Repeats calls to grains when their silo is gone or does not answer. Use it only for what is harmless when
/// repeated: a read, and a command with its idempotency key, whose grain looks the receipt up before it decides. So an office does not see
/// that a silo died; it waits some seconds. A request has one call at a time, and their number is bounded (<c>Grid:Api:Concurrency</c>):
/// repeating makes no storm.
/// </summary>
internal sealed class GrainRetry(IOptions<ApiOptions> options, TimeProvider clock, IMeterFactory meters)
{
    public const string MeterName = "Grid.Api";

    private static readonly Backoff Pauses = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));

    private readonly Counter<long> repeated = meters
        .Create(MeterName)
        .CreateCounter<long>(
            "grid.api.calls.repeated",
            "{call}",
            "Calls to grains that were sent again because their silo was gone or did not answer, by cause"
        );

    /// <summary>
    /// The answer of the first call that has one. What ends it are other failures, the time (<see cref="ApiOptions.RepeatFor"/>) and the
    /// caller's going away.
    /// </summary>
    /// <exception cref="OutcomeUnknownException">An earlier call may have had its effect, and the last one could not find out.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancelled)
    {
        var start = clock.GetTimestamp();
        var mayBeDone = false;
        for (var failures = 1; ; failures++)
        {
            var pause = Pauses.After(failures);
            try
            {
                return await call().WaitAsync(cancelled);
            }
            catch (Exception e) when (IsPassing(e) && clock.GetElapsedTime(start) + pause < options.Value.RepeatFor)
            {
                mayBeDone |= e is not StoreUnavailableException;
                repeated.Add(1, new KeyValuePair<string, object?>("cause", e.GetType().Name));
            }
            catch (StoreUnavailableException e) when (mayBeDone)
            {
                // This time nothing was written; but the first time?
                throw new OutcomeUnknownException("An earlier attempt may have been committed.", e);
            }

            await Task.Delay(pause, clock, cancelled);
        }
    }

    /// <summary>
    /// Whether another attempt, at another silo or a moment later, is likely to succeed. A store that is away or full is not of that kind:
    /// its callers get the error at once.
    /// </summary>
    private static bool IsPassing(Exception error) =>
        error switch
        {
            TimeoutException or SiloUnavailableException or OrleansMessageRejectionException or OutcomeUnknownException => true,
            StoreUnavailableException store => store.Passing,
            _ => false,
        };
}
