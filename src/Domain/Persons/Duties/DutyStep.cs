using Grid.Domain.Calendar;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Duties;

/// <summary>An event of a duty and the moment to which it belongs, by which events of one commit are ordered.</summary>
internal readonly record struct DutyStep(DateTimeOffset At, PersonEvent Event)
{
    public static DutyStep Opened(Duty duty) => new(ChinaTime.StartOf(duty.OpenedOn), new DutyOpened(duty));

    public static DutyStep Warned(Duty duty, DecisionContext context) =>
        new(NotBeforeOpening(duty, duty.WarnFrom), new DutyWarned(duty.Key, duty.Kind, context.Now));

    public static DutyStep Overdue(Duty duty, DecisionContext context) =>
        new(NotBeforeOpening(duty, duty.Due.LateFrom()), new DutyOverdue(duty.Key, duty.Kind, duty.Due.Date, duty.Due.LateFrom(), Above(duty.Office, context)));

    /// <summary>A correction may be asked for when the review's last day is near, or over.</summary>
    private static DateTimeOffset NotBeforeOpening(Duty duty, DateTimeOffset moment) =>
        ChinaTime.StartOf(duty.OpenedOn) is var opened && opened > moment ? opened : moment;

    private static string Above(string office, DecisionContext context) =>
        context.Offices.Find(office) is { } known && context.Offices.SupervisorOf(known, context.Today) is { } above ? above.Code.Value : office;
}
