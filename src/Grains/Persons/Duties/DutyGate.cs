using Microsoft.Extensions.Options;

namespace Grid.Grains.Persons.Duties;

/// <summary>How many reminders' ticks may be at work in this silo at once. Orleans does not bound them; commands must not wait behind a night's deadlines.</summary>
public sealed class DutyGate(IOptions<DutyOptions> options)
{
    private readonly int places = options.Value.TicksAtWork;
    private int taken;

    /// <summary>Ticks at work now.</summary>
    public int Taken => Volatile.Read(ref taken);

    /// <summary>A place, to be disposed of after the work; null when all are taken.</summary>
    public IDisposable? TryEnter()
    {
        if (Interlocked.Increment(ref taken) <= places)
            return new Place(this);
        Interlocked.Decrement(ref taken);
        return null;
    }

    private sealed class Place(DutyGate gate) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                Interlocked.Decrement(ref gate.taken);
        }
    }
}
