using System.Globalization;
using System.Threading.Channels;

namespace Grid.MatterSimulator;

/// <summary>
/// Answers each claim after a while: first that it is in hand, then what is decided. Each by itself, so that one that the register does not
/// take delays no other.
/// </summary>
public sealed class Answering(Claims claims, Register register, FaultSchedule schedule, TimeProvider clock) : BackgroundService
{
    private readonly Channel<SimulatedClaim> queue = Channel.CreateUnbounded<SimulatedClaim>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    internal void Add(SimulatedClaim claim) => queue.Writer.TryWrite(claim);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new HashSet<Task>();
        try
        {
            await foreach (var claim in queue.Reader.ReadAllAsync(stoppingToken))
            {
                running.RemoveWhere(task => task.IsCompleted);
                running.Add(AnswerAsync(claim, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Claims not answered by now are, when their day is compared.
        }
    }

    private async Task AnswerAsync(SimulatedClaim claim, CancellationToken cancelled)
    {
        var wait = TimeSpan.FromMilliseconds(schedule.Now.AnswerDelayMilliseconds);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancelled);
        if (claims.Find(claim.Number!) is not { } known || known.State == "withdrawn")
            return;
        var today = SimulatedSystems.China(clock);
        var refused = schedule.IsDue("notGranted", faults => faults.NotGrantedRate);
        var first = new SimulatedAnswer(known.Revision + 1, "inHand", null, null, known.Reference);
        var last = refused
            ? new SimulatedAnswer(known.Revision + 2, "notGranted", null, "缴费时间不足一年", known.Reference)
            : new SimulatedAnswer(known.Revision + 2, "granted", Grant(known.Kind, today), null, known.Reference);
        claims.Answer(known.Number!, first, clock.GetUtcNow());
        claims.Answer(known.Number!, last, clock.GetUtcNow());
        var order = schedule.IsDue("outOfOrder", faults => faults.OutOfOrderRate) ? [last, first] : (SimulatedAnswer[])[first, last];
        foreach (var answer in order)
        {
            if (schedule.IsDue("unreported", faults => faults.UnreportedRate))
                continue;
            var times = schedule.IsDue("doubled", faults => faults.DoubledRate) ? 2 : 1;
            for (var time = 0; time < times; time++)
                await register.PostAsync(known.Kind, $"/v1/matters/{known.Number}/answers", answer, cancelled);
        }
    }

    private static SimulatedGrant Grant(string kind, DateOnly today) =>
        kind == "benefit"
            ? new SimulatedGrant(Text(today), Text(today.AddMonths(6)), null)
            : new SimulatedGrant(Text(today), Text(today.AddYears(1)), "050");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
