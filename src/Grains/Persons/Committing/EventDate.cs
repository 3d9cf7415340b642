using Grid.Domain.Calendar;
using Grid.Domain.Persons;

namespace Grid.Grains.Persons.Committing;

/// <summary>The date of an event, which decides the period that it is counted in.</summary>
internal static class EventDate
{
    /// <summary>The date that the event itself names; <paramref name="today"/> for events that happen when they are recorded.</summary>
    public static DateOnly Of(PersonEvent fact, DateOnly today) => fact switch
    {
        Registered e => e.Facts.RegisteredOn,
        ApplicationApproved e => e.On,
        ApplicationRefused e => e.On,
        ApplicationWithdrawn e => e.On,
        ApplicationTransferred e => e.On,
        PlatformApplicationJoined e => e.On,
        ByReferenceEnded e => e.On,
        Exited e => e.On,
        ExitRevoked e => e.On,
        RegistrationTransferred e => e.On,
        LinkedTo e => e.On,
        CaseTakenOver e => e.On,
        CaseReturned e => e.On,
        Unlinked e => e.On,
        EnteredInError e => e.On,
        NumberCorrected e => e.On,
        ObjectionAnswered e => e.On,
        ApplicationReopened e => e.On,
        RegistrationRevoked e => e.On,
        RevocationUndone e => e.On,
        InformingRecorded e => e.On,
        ContactRecorded e => e.On,
        PensionChecked e => e.On,
        HardshipChecked e => e.On,
        BenefitRecorded e => e.On,
        ServiceGiven e => e.On,
        PolicyStepped e => e.On,
        GradeSet e => e.On,
        WordingFlagged e => e.On,
        DutyOpened e => e.Duty.OpenedOn,
        DutyClosed e => e.On,
        DutyOverdue e => ChinaTime.DateOf(e.Since),
        _ => today,
    };
}
