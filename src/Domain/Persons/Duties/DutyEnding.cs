using Grid.Domain.Persons.Contacts;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Renumbering;
using Grid.Domain.Persons.Revoking;
using Grid.Domain.Persons.SecondPerson;

namespace Grid.Domain.Persons.Duties;

/// <summary>Tells how a duty that is no longer expected came to its end, from what has just happened.</summary>
internal static class DutyEnding
{
    public static DutyClosed Of(Duty duty, IReadOnlyList<PersonEvent> cause, DateOnly today)
    {
        if (cause.Select(e => FulfilledOn(duty, e, today)).FirstOrDefault(on => on is not null) is { } on)
            return Closed(duty, on <= duty.Due.Date ? DutyClosing.InTime : DutyClosing.Late, on);

        // It goes on where the case went to, or never was.
        if (cause.Any(e => e is LinkedTo or CaseTakenOver or Unlinked or CaseReturned or EnteredInError or NumberCorrected or RegistrationRevoked))
            return Closed(duty, DutyClosing.Obsolete, today);
        return today <= duty.Due.Date || duty.OpenedOn > today
            ? Closed(duty, DutyClosing.Obsolete, today)
            : Closed(duty, DutyClosing.Missed, duty.Kind == DutyKind.FollowUp && cause.Count == 0 ? ExpectedDuties.MissedFrom(duty) : today);
    }

    /// <summary>The day on which the event fulfilled the duty; null when it did not.</summary>
    private static DateOnly? FulfilledOn(Duty duty, PersonEvent e, DateOnly today) => (duty.Kind, e) switch
    {
        (DutyKind.Review or DutyKind.Correction, ApplicationApproved a) => a.On,
        (DutyKind.Review or DutyKind.Correction, ApplicationRefused a) => a.On,
        (DutyKind.Correction, IdentityCorrected or VerificationRecorded or DataCorrected) => today,
        (DutyKind.FirstContact or DutyKind.FollowUp or DutyKind.Visit, ContactRecorded { Contact.Reached: true } c) => c.On,
        (DutyKind.Visit, ContactRecorded { Channel: ContactChannel.HomeVisit } c) => c.On,
        (DutyKind.Visit, PensionChecked c) => c.On,
        (DutyKind.ExitCheck, Exited or ExitRejected or ProposalRejected or ContactRecorded) => today,
        (DutyKind.ExitCheck or DutyKind.PensionCheck, PensionChecked c) => c.On,
        (DutyKind.SecondPerson, ProposalConfirmed or ProposalRejected) => today,
        (DutyKind.HardshipCheck, HardshipChecked c) => c.On,
        (DutyKind.Objection or DutyKind.ReExamination, ObjectionAnswered c) => c.On,
        (DutyKind.SecondPerson, RegistrationRevoked or RevocationRejected) => today,
        (DutyKind.TransferRequest, TransferDeclined or ApplicationTransferred or RegistrationTransferred) => today,
        _ => null,
    };

    private static DutyClosed Closed(Duty duty, DutyClosing how, DateOnly on) => new(duty.Key, duty.Kind, how, duty.Office, on, duty.Due.Date);
}
