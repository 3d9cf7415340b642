using Grid.Domain.Persons.Refusals;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Whose case it is: a clerk acts for the own office, a supervisor for every office below, the register and connected systems for all.</summary>
public static class CaseScope
{
    /// <summary>Null when the actor may act for that office, else the refusal.</summary>
    public static Refusal? Check(Actor actor, string office, OfficeDirectory offices) =>
        Covers(actor, office, offices) ? null : new Refusal(RefusalCode.NotYourCase) { Allowed = ["applications.transfer", "persons.transfer"] };

    /// <summary>Whether the office is the actor's own, or below it for a supervisor.</summary>
    public static bool Covers(Actor actor, string office, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(offices);
        return actor.Role switch
        {
            Role.System => true,
            Role.Supervisor => OfficeCode.TryParse(actor.Office, out var own)
                && OfficeCode.TryParse(office, out var target)
                && target.Region.IsWithin(own.Region),
            Role.Clerk => string.Equals(actor.Office, office, StringComparison.Ordinal),
            _ => false,
        };
    }

    /// <summary>Null when the actor is a supervisor (or the register), else the refusal.</summary>
    public static Refusal? NeedsSupervisor(Actor actor) =>
        actor.Role is Role.Supervisor or Role.System ? null : new Refusal(RefusalCode.SupervisorNeeded);

    /// <summary>The office that answers for a person now: of the active registration, the application, or the last registration; null for nobody's.</summary>
    public static string? OfficeOf(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Registration?.Office
            ?? (record.Application is { IsOpen: true } open ? open.Office : null)
            ?? (record.Past.Count > 0 ? record.Past[^1].Registration.Office : null)
            ?? record.Application?.Office;
    }
}
