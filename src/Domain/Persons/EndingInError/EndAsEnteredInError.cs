using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// The number was typed wrongly and may belong to another person: end the application, and the registration that it led to, as "entered in
/// error". Neither a refusal nor an exit, not counted, and no mark on the number's real owner: what was here before is restored. It
/// takes two persons, and names the right number or says why there is none.
/// </summary>
/// <param name="Application">The current application of this record.</param>
/// <param name="Why">How the mistake happened; for the journal and the second person.</param>
public sealed record EndAsEnteredInError(ApplicationNumber Application, string Why) : PersonCommand, ITakesTwoPersons
{
    /// <summary>The number that should have been typed; exactly one of this and <see cref="NoRightNumber"/> is given.</summary>
    public IdentityNumber? RightNumber { get; init; }

    /// <summary>Why there is no right number.</summary>
    public NoRightNumber? NoRightNumber { get; init; }

    ProposalKind ITakesTwoPersons.Kind => ProposalKind.EnteredInError;
}

/// <summary>Why a case that was entered in error has no right number.</summary>
[JsonConverter(typeof(StrictEnumConverter<NoRightNumber>))]
public enum NoRightNumber
{
    /// <summary>There was no application: an exercise, or the wrong button.</summary>
    NobodyApplied,

    /// <summary>A person applied, and the right number cannot be found out.</summary>
    CannotBeFound,
}

/// <summary>
/// An application, and the registration that it led to, had been entered in error; the record is again what it was before.
/// </summary>
/// <param name="Facts">The registration that leaves the counts, active or over; null when the application led to none.</param>
/// <param name="ExitedOn">The day of its exit, when it is over; its exit leaves the counts too.</param>
public sealed record EnteredInError(
    ApplicationNumber Application,
    DateOnly On,
    [property: Personal] string Why,
    RegistrationFacts? Facts,
    DateOnly? ExitedOn
) : PersonEvent, IDated
{
    /// <summary>The number that should have been typed; null where there is none, or of an older version.</summary>
    [Personal]
    public IdentityNumber? RightNumber { get; init; }

    /// <summary>Why there is no right number.</summary>
    public NoRightNumber? NoRightNumber { get; init; }
}

/// <summary>
/// A case that was entered under this number in error, as it was when it ended. It is not the number's owner's, and no view of the owner
/// shows it; the office reads it by its own number, and the person who applied asks for its progress.
/// </summary>
/// <param name="Application">The application.</param>
/// <param name="Registration">The registration that it led to; null when there was none.</param>
/// <param name="Exit">How that was over already; null when it was active.</param>
/// <param name="Identity">Who applied, with the wrong number.</param>
/// <param name="On">The day on which it ended as entered in error.</param>
/// <param name="Why">What the first person wrote.</param>
public sealed record CaseInError(
    Application Application,
    Registration? Registration,
    PastRegistration? Exit,
    PersonIdentity Identity,
    DateOnly On,
    string Why
) : Discreet
{
    public IdentityNumber? RightNumber { get; init; }

    public NoRightNumber? NoRightNumber { get; init; }
}

/// <summary>A number typed wrongly: the case under it ends as if it had never been, and the number's owner keeps no mark of it.</summary>
internal static class EndingInError
{
    public static Decision Decide(PersonRecord record, EndAsEnteredInError command, DecisionContext context)
    {
        if (record.Application is not { } application || application.Number != command.Application)
            return Decision.Refuse(CaseScope.NotOpen(record, context));
        var office = OwnRegistration(record, application)?.Office ?? application.Office;
        if (CaseScope.Check(context, office) is { } scope)
            return Decision.Refuse(scope);
        if (record.PendingMove is not null)
            return Decision.Refuse(new Refusal(RefusalCode.MovePending));
        if (FieldRules.Text("note", command.Why, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        if (RightNumber(record, command) is { } wrongNumber)
            return Decision.Refuse(wrongNumber);

        var registration = OwnRegistration(record, application);
        var past = record.Past.FirstOrDefault(p => p.Registration.Application == application.Number);
        var facts = registration is null ? null : Statistics.Facts(registration, record.Identity!, record.Details);
        return Decision.Accept(
            new CommandOutcome(OutcomeKind.EnteredInError, record.Id) { Application = application.Number, Office = office },
            new EnteredInError(application.Number, context.Today, command.Why, facts, past?.EndedOn)
            {
                RightNumber = command.RightNumber,
                NoRightNumber = command.NoRightNumber,
            }
        );
    }

    /// <summary>It is for a mistyped number only: so there is a right one, or a reason why there is none.</summary>
    private static Refusal? RightNumber(PersonRecord record, EndAsEnteredInError command) =>
        command switch
        {
            { RightNumber: null, NoRightNumber: null } => Refusal.Invalid("rightNumber", FieldRule.RightNumberOrWhyNone),
            { RightNumber: not null, NoRightNumber: not null } => Refusal.Invalid("noRightNumber", FieldRule.RightNumberOrWhyNone),
            { RightNumber: { } right } when right == record.Identity?.Number => Refusal.Invalid("rightNumber", FieldRule.SameNumber),
            _ => null,
        };

    /// <summary>The registration that the application led to, active or over.</summary>
    public static Registration? OwnRegistration(PersonRecord record, Application application) =>
        record.Registration?.Application == application.Number
            ? record.Registration
            : record.Past.FirstOrDefault(p => p.Registration.Application == application.Number)?.Registration;
}

/// <summary>The record as it was before an application that had been entered in error; the number's owner keeps no mark of it.</summary>
internal static class RecordBeforeError
{
    public static PersonRecord Of(PersonRecord record, EnteredInError e)
    {
        var wrong = record.Application!;
        var own = EndingInError.OwnRegistration(record, wrong);
        var past = record.Past.Where(p => p.Registration.Application != wrong.Number).ToArray();
        var active = record.Registration?.Number == own?.Number ? null : record.Registration;

        // What had ended only because of the wrong registration is active again.
        var again = active is null && own is not null ? past.LastOrDefault(p => p.Into == own.Number) : null;
        past = [.. past.Where(p => p != again)];

        // Prior goes back one application only; while older registrations are here, so is the identity of their person.
        var remains = active is not null || again is not null || past.Length > 0;
        var identity = record.Prior?.Identity ?? (remains ? record.Identity : null);
        active = PastCases.CountedUnder(active ?? again?.Registration, identity);
        return record with
        {
            Identity = identity,
            Details =
                record.Prior is { } prior ? prior.Details
                : remains ? record.Details
                : null,
            Application = record.Prior?.Application,
            Prior = null,
            Registration = active,
            Past = past,
            Objections = [.. record.Objections.Where(o => (record.Prior is not null || remains) && !IsAgainst(o, wrong, own))],
            Complaints = record.Prior is not null || remains ? record.Complaints : [],
            SurveyChecks = record.Prior is not null || remains ? record.SurveyChecks : [],
            InError = [.. record.InError, Kept(record, e, wrong, own)],
            PlatformNumbers = EarlierNumbers.Of(record.Prior?.Application, record.PlatformNumbers),
            Aliases = [.. record.Aliases.Select(a => Without(a, wrong))],
            RefusesExchange = remains && record.RefusesExchange,
            Allowance = remains ? record.Allowance : null,
        };
    }

    private static CaseInError Kept(PersonRecord record, EnteredInError e, Application wrong, Registration? own) =>
        new(wrong, own, own is null ? null : PastCases.Find(record, own.Number), record.Identity!, e.On, e.Why)
        {
            RightNumber = e.RightNumber,
            NoRightNumber = e.NoRightNumber,
        };

    private static bool IsAgainst(Objection objection, Application wrong, Registration? own)
    {
        var on = ChinaTime.DateOf(objection.RaisedAt);
        return objection.Against switch
        {
            ObjectionSubject.NonApproval => wrong.Status == ApplicationStatus.NotApproved && on >= wrong.DecidedOn,
            ObjectionSubject.Exit or ObjectionSubject.Hardship => own is not null && on >= own.RegisteredOn,
            _ => false,
        };
    }

    /// <summary>What an alias brought, without what was wrong in it, so that undoing the link does not bring it back.</summary>
    private static TakenOver Without(TakenOver taken, Application wrong)
    {
        if (!taken.TookApplication || taken.Case.Application?.Number != wrong.Number)
            return taken;
        return taken with
        {
            TookApplication = false,
            ApplicationBefore = null,
            PriorBefore = null,
            Case = taken.Case with
            {
                Application = taken.Case.Prior?.Application,
                Prior = null,
                Registration = taken.Case.Registration?.Application == wrong.Number ? null : taken.Case.Registration,
                Past = [.. taken.Case.Past.Where(p => p.Registration.Application != wrong.Number)],
            },
        };
    }
}
