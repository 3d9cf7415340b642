using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Revoking;

/// <summary>Folds what happens to a revocation.</summary>
internal static class RevocationFold
{
    public static PersonRecord Apply(PersonRecord record, PersonEvent change) => change switch
    {
        RevocationProposed e => record with { RevocationCheck = e.Check },
        RevocationRejected => record with { RevocationCheck = null },
        RegistrationRevoked e => Revoked(record, e),
        RevocationUndone e => Undone(record, e),
        _ => throw new ArgumentException($"No fold for {change.GetType().Name}.", nameof(change)),
    };

    private static PersonRecord Revoked(PersonRecord record, RegistrationRevoked e)
    {
        var active = record.Registration?.Number == e.Number ? record.Registration : null;
        var past = PastCases.Find(record, e.Number);
        var others = record.Past.Where(p => p.Number != e.Number).ToArray();
        var revoked = new PastRegistration((active ?? past!.Registration) with { ExitCheck = null, TransferRequests = [] }, PastEnding.Revoked, e.On, past?.Exit)
        {
            DecidedOn = past?.DecidedOn,
            DecidedBy = past?.DecidedBy,
            Informings = past?.Informings,
            Revocation = new Revocation(e.Details, e.On, e.DecidedBy),
        };

        // What had ended only because of this registration stands again; not years later, after its exit.
        var again = active is null ? null : others.LastOrDefault(p => p.Into == e.Number);
        return record with
        {
            RevocationCheck = null,
            Registration = active is null ? record.Registration : PastCases.Standing(again?.Registration, record.Identity),
            Past = PastCases.With(others.Where(p => p != again), revoked),
            Objections = [.. record.Objections.Where(o => o.Against != ObjectionSubject.Exit || past is null || (o.Target is { } target && target != e.Number.Value))],
        };
    }

    private static PersonRecord Undone(PersonRecord record, RevocationUndone e) => record with
    {
        Registration = PastCases.Find(record, e.Number)!.Registration with { Counted = e.Facts.Counted },
        Past = [.. record.Past.Where(p => p.Number != e.Number)],
    };
}
