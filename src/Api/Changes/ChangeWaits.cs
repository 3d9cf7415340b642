using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Changes;
using Microsoft.Extensions.Options;

namespace Grid.Api.Changes;

/// <summary>
/// How many requests of a caller, and of all, wait for changes in this process. One that waits has no place among the requests in progress
/// (<see cref="Hosting.HeldTurn"/>), so they are limited here.
/// </summary>
internal sealed class ChangeWaits(IOptions<ChangeOptions> options)
{
    /// <summary>After that a request that was turned away may try again.</summary>
    private const int RetryAfter = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> waiting = new(StringComparer.Ordinal);
    private int all;

    /// <summary>Counts one, until it is disposed of; a problem (429) when there are too many.</summary>
    public IDisposable Begin(Caller caller)
    {
        var subject = caller.Actor.Subject;
        lock (gate)
        {
            var own = waiting.GetValueOrDefault(subject);
            if (own >= options.Value.WaitsPerCaller || all >= options.Value.Waits)
                throw new Problem(ProblemCatalogue.TooManyRequests) { RetryAfter = RetryAfter }.AsException();
            waiting[subject] = own + 1;
            all++;
        }

        return new Wait(this, subject);
    }

    private void End(string subject)
    {
        lock (gate)
        {
            all--;
            if (--waiting[subject] == 0)
                waiting.Remove(subject);
        }
    }

    private sealed class Wait(ChangeWaits waits, string subject) : IDisposable
    {
        private bool isOver;

        public void Dispose()
        {
            if (!isOver)
                waits.End(subject);
            isOver = true;
        }
    }
}
