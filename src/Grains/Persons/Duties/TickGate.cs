using Microsoft.Extensions.Options;

namespace Grid.Grains.Persons.Duties;

/// <summary>
/// How many reminders' ticks may run in this silo at once. Orleans does not bound them; commands must not wait behind a night's
/// deadlines. A tick waits a moment for its turn, so that a pause of the machine does not delay due work by a whole period.
/// </summary>
public sealed class TickGate(IOptions<DutyOptions> options) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.Value.TicksAtWork);
    private readonly TimeSpan patience = options.Value.TickPatience;

    /// <summary>Ticks running now.</summary>
    public int Taken => options.Value.TicksAtWork - places.CurrentCount;

    /// <summary>A place, disposed after the work; null when none was free within <see cref="DutyOptions.TickPatience"/>.</summary>
    public async ValueTask<IDisposable?> EnterAsync() => await places.WaitAsync(patience) ? new Place(places) : null;

    public void Dispose() => places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                places.Release();
        }
    }
}
