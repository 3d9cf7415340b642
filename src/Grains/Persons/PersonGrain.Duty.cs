using Grid.Domain.Persons;
using Grid.Grains.Persons.Committing;
using Grid.Grains.Persons.Duties;

namespace Grid.Grains.Persons;

/// <content>
/// What the register does on its own. The reminder's row is written by each commit; this grain never registers or removes a reminder
/// through Orleans, because that would be a second transaction.
/// </content>
public sealed partial class PersonGrain
{
    /// <summary>The reminder ticked. Late, early and double ticks do no harm, because the domain decides from record and clock.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (reminderName != ReminderSchedule.ReminderName || broken)
            return;
        using var place = await gate.EnterAsync();
        if (place is null)
        {
            PersonDiagnostics.CountTurnedAway();
            return; // It ticks again after its period.
        }

        using var activity = PersonDiagnostics.Start(nameof(Tick), record.Id);
        if (record.PendingMove is { } move)
            StartDelivery(move);

        var context = ContextOf(Actor.Register, serial: 0);
        var decision = PersonDecider.Decide(record, new Tick(), context);
        var after = decision.After ?? record;
        var tickedFor = new DateTimeOffset(DateTime.SpecifyKind(status.FirstTickTime, DateTimeKind.Utc));
        var planned = ReminderSchedule.For(after, context.Now);
        if (
            decision.Events.Count > 0
            || (
                after.PendingMove is null
                && planned != tickedFor
                && await reminders.StartAsync(record.Id, CancellationToken.None) != planned
            )
        )
        {
            // Rewritten also when this record's plan did not change, if the row differs from the plan. A silo may tick for a
            // moment that is not the row's: the row was past when it was loaded (docs/reminders.md), or a command has moved it since. Then
            // it is right, and reading it is cheaper than a commit.
            await CommitAsync(
                decision,
                CommitBuilder.Build(record, decision, context, new CommitOrigin(Receipt: null, activity?.TraceId.ToString())) with
                {
                    Reminder = new(planned),
                }
            );
        }

        PersonDiagnostics.CountTick(decision.Events.Count);
    }

    /// <summary>Like a tick, but without a reminder: the present row is moved only if the plan changes.</summary>
    public async Task CatchUp()
    {
        ThrowIfBroken();
        using var activity = PersonDiagnostics.Start(nameof(CatchUp), record.Id);
        var context = ContextOf(Actor.Register, serial: 0);
        var decision = PersonDecider.Decide(record, new Tick(), context);
        if (decision.Events.Count == 0)
            return;
        await CommitAsync(
            decision,
            CommitBuilder.Build(record, decision, context, new CommitOrigin(Receipt: null, activity?.TraceId.ToString()))
        );
    }
}
