using Grid.Client.Generated.Models;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Measuring;
using Grid.LoadGenerator.Persons;
using Grid.LoadGenerator.Register;

namespace Grid.Bench.Platform;

/// <summary>
/// Clerks who register persons and end their registrations over REST: four commands a person, of which three leave items for the platform.
/// Commands are sent at even times, whatever the answers do, and a late one counts from the time at which it was due.
/// </summary>
internal sealed class OfficesAtWork(PlatformOptions options, PersonMaker maker, RegisterClient client, TimeProvider clock)
{
    private int persons;

    public async Task WorkAsync(TimeSpan duration, Latencies latencies, CancellationToken cancelled)
    {
        var start = clock.GetTimestamp();
        var every = TimeSpan.FromSeconds((double)options.Clerks / options.Rate);
        await Task.WhenAll(Enumerable.Range(0, options.Clerks).Select(clerk => Task.Run(() => WorkAsync(clerk), cancelled)));

        async Task WorkAsync(int clerk)
        {
            var due = every * clerk / options.Clerks;
            while (due < duration)
            {
                foreach (var step in StepsOf(Interlocked.Increment(ref persons)))
                {
                    if (due - clock.GetElapsedTime(start) is { Ticks: > 0 } wait)
                        await Task.Delay(wait, clock, cancelled);
                    await step();
                    latencies.Add(clock.GetElapsedTime(start) - due);
                    due += every;
                }
            }
        }

        IEnumerable<Func<Task>> StepsOf(int index)
        {
            var one = new Case(
                maker.Make(index, new Fate(FateKind.Exited, Exit: ExitReason.Hired)),
                client,
                $"bench-{maker.Seed}-{index}",
                cancelled
            );
            yield return one.Submit;
            yield return () =>
                one.Verify(VerificationSubject.Identity, VerificationOutcome.Confirmed, MadeUpEvidence.ByHand("窗口核验证件"));
            yield return one.Approve;
            yield return () =>
                one.Exit(Exits.Make(ExitReason.Hired, one.Person, maker, clock.Today(), Dice.For(maker.Seed, index, "story")));
        }
    }
}
