using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Platform;

/// <summary>
/// Lets some uploads through, and holds all further ones of that silo for good: the place at which the silo is killed. Also makes the
/// platform turn whole requests away.
/// </summary>
public sealed class HeldCalls
{
    private readonly Lock counting = new();
    private HoldPoint point;
    private int left = int.MaxValue;
    private int tried;
    private SiloAddress? at;
    private TaskCompletionSource<SiloAddress> reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many uploads were tried.</summary>
    public int Tried => Volatile.Read(ref tried);

    /// <summary>Requests with this key are rejected as a whole; null for none.</summary>
    public string? Poison { get; set; }

    /// <summary>The silo, as soon as an upload of it is held.</summary>
    public Task<SiloAddress> HoldAfter(int uploads, HoldPoint where)
    {
        lock (counting)
        {
            (point, left, at) = (where, uploads, null);
            reached = new TaskCompletionSource<SiloAddress>(TaskCreationOptions.RunContinuationsAsynchronously);
            return reached.Task;
        }
    }

    public void Count() => Interlocked.Increment(ref tried);

    /// <summary>
    /// As a real call, a held one ends when it is cancelled: a silo that stops, and does not only die, waits for its calls.
    /// </summary>
    public async Task<T> RunAsync<T>(SiloAddress silo, Func<Task<T>> upload, CancellationToken cancellationToken)
    {
        if (!IsHeld(silo))
            return await upload();
        if (point == HoldPoint.AfterEffect)
            await upload();
        reached.TrySetResult(silo);
        return await new TaskCompletionSource<T>().Task.WaitAsync(cancellationToken);
    }

    private bool IsHeld(SiloAddress silo)
    {
        lock (counting)
        {
            if (at is not null)
                return at.Equals(silo);
            if (left-- > 0)
                return false;
            at = silo;
            left = int.MaxValue;
            return true;
        }
    }
}

/// <summary>The real transport, whose uploads can be held and rejected.</summary>
internal sealed class HeldTransport(IPlatformTransport real, HeldCalls held, SiloAddress silo) : IPlatformTransport
{
    public Task<Page<PlatformDownload>> DownloadAsync(string region, string? after, int limit, CancellationToken cancellationToken) =>
        real.DownloadAsync(region, after, limit, cancellationToken);

    public Task AcknowledgeAsync(string region, IReadOnlyList<string> numbers, CancellationToken cancellationToken) =>
        real.AcknowledgeAsync(region, numbers, cancellationToken);

    public Task<IReadOnlyList<PlatformAnswer>> UploadAsync(IReadOnlyList<PlatformUpload> items, CancellationToken cancellationToken)
    {
        held.Count();
        return held.Poison is { } poison && items.Any(item => item.Key == poison)
            ? throw new PlatformUnavailableException("The platform answers 400.", rejected: true)
            : held.RunAsync(silo, () => real.UploadAsync(items, cancellationToken), cancellationToken);
    }

    public Task<IReadOnlyList<PlatformDayFigure>> StatisticsAsync(string region, DateOnly day, CancellationToken cancellationToken) =>
        real.StatisticsAsync(region, day, cancellationToken);
}

/// <summary>Where an upload stops.</summary>
public enum HoldPoint
{
    /// <summary>Leased, and nothing sent.</summary>
    BeforeSending,

    /// <summary>The platform has it; the answer never comes to be marked.</summary>
    AfterEffect,
}
