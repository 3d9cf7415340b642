using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons.Events;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Who is in the stock of the urban statistics, and the facts that they use (79/2020 (十); §5.2).</summary>
public static class Statistics
{
    /// <summary>Ordinary, at an office that is urban on the day, and with a document that counts.</summary>
    public static bool Counts(ByReferenceGroup? byReference, Office office, IdentityNumber number, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(office);
        return Counts(byReference, office.CountedOn(on), number);
    }

    /// <summary>The same for a registration that is there: one that a reorganisation moved keeps the class of the place where the person registered.</summary>
    public static bool Counts(Registration registration, Office office, IdentityNumber number, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentNullException.ThrowIfNull(office);
        return Counts(registration.ByReference, registration.UrbanPlace ?? office.CountedOn(on), number);
    }

    private static bool Counts(ByReferenceGroup? byReference, bool urban, IdentityNumber number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return byReference is null && urban && !number.ExcludedFromStatistics;
    }

    /// <summary>The readable facts of a registration: reason 70 shows as 90.</summary>
    public static RegistrationFacts Facts(Registration registration, PersonIdentity identity, PersonDetails? details)
    {
        var exact = ExactFacts(registration, identity, details);
        return exact.Reason == UnemploymentReason.ReleasedFromPrison ? exact with { Reason = UnemploymentReason.Other } : exact;
    }

    /// <summary>The exact facts, for what is sealed.</summary>
    public static RegistrationFacts ExactFacts(Registration registration, PersonIdentity identity, PersonDetails? details)
    {
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentNullException.ThrowIfNull(identity);
        return new RegistrationFacts(
            registration.Number,
            registration.Office,
            registration.Ground,
            registration.ByReference,
            registration.Counted,
            registration.Channel,
            registration.Reason,
            registration.UnemployedOn,
            registration.RegisteredOn,
            identity.Sex,
            identity.BirthDate,
            details?.Education);
    }
}
