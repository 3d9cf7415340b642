using Grid.Domain.Regions;

namespace Grid.Domain.Persons;

/// <summary>
/// Whose case it is: a clerk acts for the own office, a supervisor and an office's program for every office below, a feed of data for every
/// office below its own, or for all when it has none, and the register for all.
/// </summary>
public static class CaseScope
{
    /// <summary>Null when the actor may act for that office on the day, else the refusal.</summary>
    public static Refusal? Check(DecisionContext context, string office) =>
        Covers(context.Actor, office, context.Offices, context.Today)
            ? null
            : new Refusal(RefusalCode.NotYourCase) { Allowed = ["applications.transfer", "persons.transfer"] };

    /// <summary>
    /// Whether the office is the actor's own, or below it for who reaches further than a clerk; of one that has ended also whether that is
    /// so of the office that took over.
    /// </summary>
    public static bool Covers(Actor actor, string office, OfficeDirectory offices, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(offices);
        return Covers(actor, office)
            || (offices.Find(office) is { } ended && offices.SuccessorOf(ended, on) is { } next && Covers(actor, next.Code.Value));
    }

    private static bool Covers(Actor actor, string office) =>
        actor.Role switch
        {
            Role.System => true,
            Role.Supervisor or Role.OfficeSystem => IsAtOrBelow(actor.Office, office),
            Role.BenefitSystem or Role.CivilAffairs or Role.MatchingFeed or Role.PlatformLink => actor.Office is null
                || IsAtOrBelow(actor.Office, office),
            Role.Clerk => string.Equals(actor.Office, office, StringComparison.Ordinal),
            _ => false,
        };

    private static bool IsAtOrBelow(string? above, string office) =>
        OfficeCode.TryParse(above, out var own) && OfficeCode.TryParse(office, out var target) && target.Region.IsWithin(own.Region);

    /// <summary>The refusal of what needs an open application where none is, with what became of the last one.</summary>
    internal static Refusal NotOpen(PersonRecord record, DecisionContext context) =>
        new(RefusalCode.NoOpenApplication) { State = StateOf(record, context.Actor, context.Offices, context.Today) };

    /// <summary>The refusal of what needs an active registration where none is, with what became of the last one.</summary>
    internal static Refusal NotRegistered(PersonRecord record, DecisionContext context) =>
        new(RefusalCode.NoActiveRegistration) { State = StateOf(record, context.Actor, context.Offices, context.Today) };

    /// <summary>
    /// What the person's latest case is now: the open application, the active registration, or what ended last. Null where nothing is
    /// known, and for those who may not act for the office that has it: only its own office and those above see the state of a case.
    /// </summary>
    public static PresentState? StateOf(PersonRecord record, Actor actor, OfficeDirectory offices, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(record);
        var state =
            record.Application is { IsOpen: true } open ? PresentState.Of(open)
            : record.Registration is { } active ? PresentState.Of(active, record.Proposal)
            : record.Past is [.., var past] && !(record.Application?.DecidedOn > past.EndedOn) ? PresentState.Of(past)
            : record.Application is { } ended ? PresentState.Of(ended)
            : null;
        return state is { Office: { } office } && Covers(actor, office, offices, on) ? state : null;
    }

    /// <summary>Null when the actor is a supervisor (or the register), else the refusal.</summary>
    public static Refusal? NeedsSupervisor(Actor actor) =>
        actor.Role is Role.Supervisor or Role.System ? null : new Refusal(RefusalCode.SupervisorNeeded);

    /// <summary>
    /// The office that answers for a person now: of the active registration, the application, or the last registration; null if there is
    /// none.
    /// </summary>
    public static string? OfficeOf(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Registration?.Office
            ?? (record.Application is { IsOpen: true } open ? open.Office : null)
            ?? (record.Past.Count > 0 ? record.Past[^1].Registration.Office : null)
            ?? record.Application?.Office;
    }
}

/// <summary>Service is given to registered persons, by the office that holds the case or a supervisor above it.</summary>
internal static class ServiceScope
{
    /// <param name="record">The person's record.</param>
    /// <param name="context">Who asks, and when.</param>
    /// <param name="registration">The active registration, where the answer is null.</param>
    /// <param name="needsOffice">False where the person itself acts.</param>
    public static Refusal? Check(PersonRecord record, DecisionContext context, out Registration registration, bool needsOffice = true)
    {
        registration = record.Registration!;
        return record.Registration is null ? CaseScope.NotRegistered(record, context)
            : needsOffice ? CaseScope.Check(context, registration.Office)
            : null;
    }
}
