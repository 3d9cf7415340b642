using System.Globalization;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons.Duties;

/// <summary>
/// One case with a clock and a reminder: time passes from moment to moment as the reminder would tick, and every event is written down with
/// the moment of its commit.
/// </summary>
internal sealed class DutyLog
{
    private readonly List<(DateTimeOffset At, PersonEvent Event)> entries = [];

    public DutyLog(SmallRegister register) => Register = register;

    public SmallRegister Register { get; }

    public PersonRecordView Person => new(Register.Records[0]);

    public IEnumerable<(DateTimeOffset At, PersonEvent Event)> Entries => entries;

    public IEnumerable<T> All<T>() => entries.Select(e => e.Event).OfType<T>();

    /// <summary>A case that was registered on that day at ten.</summary>
    public static DutyLog RegisteredOn(string day, WorkingCalendars? calendars = null)
    {
        var register = Scripts.Empty();
        register.Calendars = calendars ?? World.Calendars;
        register.Now = World.At(day + "T10:00");
        var log = new DutyLog(register);
        log.Do(World.Application(World.Citizen(), register.Now), World.Clerk);
        log.Do(
            new RecordVerification(Domain.Persons.VerificationSubject.Identity, Domain.Persons.VerificationOutcome.Confirmed, World.Hand()),
            World.Clerk
        );
        log.Do(new ApproveApplication(), World.Clerk);
        return log;
    }

    /// <summary>Lets the reminder tick at each of its moments until then, and sets the clock there. No tick is due after it.</summary>
    public DutyLog Until(string moment)
    {
        var end = World.At(moment);
        for (var ticks = 0; NextReminder.MomentOf(Register.Records[0], Register.Now) is { } next && next <= end; ticks++)
        {
            Assert.True(ticks < 2000, "The reminder spins.");
            Register.Now = next;
            Do(new Tick(), Actor.Register);
        }

        Register.Now = end;
        return this;
    }

    /// <summary>The clock jumps; nothing ticks on the way (an outage), then one tick.</summary>
    public DutyLog Jump(string moment)
    {
        Register.Now = World.At(moment);
        Do(new Tick(), Actor.Register);
        return this;
    }

    public CommandOutcome Do(PersonCommand command, Actor? actor = null)
    {
        var decision = Try(command, actor);
        Assert.Null(decision.Refusal);
        return decision.Outcome!;
    }

    public Decision Try(PersonCommand command, Actor? actor = null)
    {
        var decision = Register.Ask(0, command, actor ?? World.Clerk);
        entries.AddRange(decision.Events.Select(e => (Register.Now, e)));
        return decision;
    }

    public CommandOutcome Contact(
        ContactOutcome outcome = ContactOutcome.Reached,
        ContactChannel channel = ContactChannel.Telephone,
        string? at = null
    ) =>
        Do(
            new RecordContact
            {
                Channel = channel,
                Outcome = outcome,
                At = at is null ? null : World.At(at),
            }
        );

    /// <summary>The journal in a form that can be read and compared: day and time of the commit, what happened, to which duty.</summary>
    public IReadOnlyList<string> Lines() =>
        [
            .. entries.Select(e =>
                $"{e.At.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} {Text(e.Event)}"
            ),
        ];

    /// <summary>The lines about duties of one key.</summary>
    public IReadOnlyList<string> Of(string key) => [.. Lines().Where(l => l.Contains($" {key} ", StringComparison.Ordinal))];

    private static string Text(PersonEvent e) =>
        e switch
        {
            DutyOpened d =>
                $"opened {d.Duty.Key} since {d.Duty.OpenedOn:MM-dd} due {d.Duty.Due.Date:yyyy-MM-dd}{(d.Duty.Due.Provisional ? " provisional" : "")}",
            DutyMoved d =>
                $"moved {d.Key} from {d.Before.Date:MM-dd} to {d.After.Due.Date:MM-dd} promised {d.After.PromisedDue:MM-dd} at {d.After.Office}",
            DutyWarned d => $"warned {d.Key} .",
            DutyOverdue d =>
                $"escalated {d.Key} since {d.Since.ToOffset(ChinaTime.Offset).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)} to {d.EscalatedTo}",
            DutyClosed d => $"closed {d.Key} {d.How} on {d.On:MM-dd}",
            ContactRecorded c => $"contact {c.Channel} {c.Outcome} of {c.On:MM-dd}",
            _ => e.GetType().Name,
        };

    /// <summary>What the tests ask of the record.</summary>
    internal readonly record struct PersonRecordView(Domain.Persons.PersonRecord Record)
    {
        public string[] Keys => [.. Record.Duties.Select(d => d.Key)];

        public Duty Duty(string key) => Record.Duties.Single(d => d.Key == key);
    }
}
