using Grid.Domain.Calendar;
using Grid.Domain.Persons.Deciding;

namespace Grid.Domain.Persons.Duties;

/// <summary>Tells how a duty that is no longer expected came to its end.</summary>
internal static class DutyEnding
{
    public static DutyClosing Of(PersonRecord record, Duty duty, DecisionContext context) => duty.Kind switch
    {
        DutyKind.Review => record.Application is { IsOpen: false, DecidedOn: { } on } ? On(on, duty) : DutyClosing.Obsolete,
        DutyKind.Correction => record.Application is { IsOpen: true } ? On(context.Today, duty) : DutyClosing.Obsolete,
        DutyKind.FirstContact => record.Registration?.Service.FirstContactedOn is { } on ? On(on, duty) : DutyClosing.Obsolete,
        DutyKind.FollowUp => FollowUp(record, duty),
        DutyKind.Visit => record.Registration?.Service is { Failed: null, LastReachedOn: { } on } ? On(on, duty)
            : record.Registration is null ? DutyClosing.Obsolete : DutyClosing.Missed,
        DutyKind.ExitCheck => On(context.Today, duty),
        DutyKind.PensionCheck => record.Registration?.Service.PensionCheckedOn is { } on ? On(on, duty) : DutyClosing.Obsolete,
        DutyKind.HardshipCheck => record.Registration is null ? DutyClosing.Obsolete : On(context.Today, duty),
        DutyKind.Objection => On(context.Today, duty),
        _ => throw new ArgumentOutOfRangeException(nameof(duty), duty.Kind, "no ending"),
    };

    private static DutyClosing FollowUp(PersonRecord record, Duty duty)
    {
        if (record.Registration is not { } registration)
            return DutyClosing.Obsolete;
        return registration.Service.LastReachedOn is { } on && on >= duty.OpenedOn ? On(on, duty) : DutyClosing.Missed;
    }

    private static DutyClosing On(DateOnly day, Duty duty) => day <= duty.Due.Date ? DutyClosing.InTime : DutyClosing.Late;
}
