using Grid.Domain.Calendar;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Deciding;

/// <summary>The record as it was before an application that had been entered in error; the number's owner keeps no mark of it (§1.5).</summary>
internal static class RecordBeforeError
{
    public static PersonRecord Of(PersonRecord record, EnteredInError e)
    {
        var wrong = record.Application!;
        var own = EndingInError.OwnRegistration(record, wrong);
        var past = record.Past.Where(p => p.Registration.Application != wrong.Number).ToArray();
        var active = record.Registration?.Number == own?.Number ? null : record.Registration;

        // What had ended only because of the wrong registration stands again.
        var again = active is null && own is not null ? past.LastOrDefault(p => p.Into == own.Number) : null;
        past = [.. past.Where(p => p != again)];

        // Prior reaches back one application only; while older registrations stand here, so does who they are of.
        var stands = active is not null || again is not null || past.Length > 0;
        var identity = record.Prior?.Identity ?? (stands ? record.Identity : null);
        active = PastCases.Standing(active ?? again?.Registration, identity);
        return record with
        {
            Identity = identity,
            Details = record.Prior is { } prior ? prior.Details : stands ? record.Details : null,
            Application = record.Prior?.Application,
            Prior = null,
            Registration = active,
            Past = past,
            Objections = [.. record.Objections.Where(o => (record.Prior is not null || stands) && !IsAgainst(o, wrong, own))],
            InError = [.. record.InError, Kept(record, e, wrong, own)],
            PlatformNumbers = EarlierNumbers.Of(record.Prior?.Application, record.PlatformNumbers),
            Aliases = [.. record.Aliases.Select(a => Without(a, wrong))],
        };
    }

    private static CaseInError Kept(PersonRecord record, EnteredInError e, Application wrong, Registration? own) =>
        new(wrong, own, own is null ? null : PastCases.Find(record, own.Number), record.Identity!, e.On, e.Why) { RightNumber = e.RightNumber, NoRightNumber = e.NoRightNumber };

    private static bool IsAgainst(Objection objection, Application wrong, Registration? own)
    {
        var on = ChinaTime.DateOf(objection.RaisedAt);
        return objection.Against switch
        {
            ObjectionSubject.NonApproval => wrong.Status == ApplicationStatus.NotApproved && on >= wrong.DecidedOn,
            ObjectionSubject.Exit => own is not null && on >= own.RegisteredOn,
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
