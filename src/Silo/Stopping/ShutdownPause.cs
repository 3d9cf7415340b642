using Grid.Silo.Hosting;

namespace Grid.Silo.Stopping;

/// <summary>
/// The first step of a stop, before anything ends: the process says that it is not ready (<see cref="Health.LifetimeHealth"/>) and goes on
/// answering, until proxies have noticed. Then intake closes, requests in progress are answered, groups are written, and the silo leaves:
/// hosted services stop in the reverse order of their start.
/// </summary>
public sealed class ShutdownPause(GridSettings settings, TimeProvider clock) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        settings.ShutdownPause > TimeSpan.Zero
            ? Task.Delay(settings.ShutdownPause, clock, cancellationToken)
                .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)
            : Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
