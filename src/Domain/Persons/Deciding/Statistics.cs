using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons.Events;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Who is in the stock of the urban statistics, and the facts that they use (79/2020 (十); §5.2).</summary>
public static class Statistics
{
    /// <summary>Ordinary, at an urban office, and with a document that counts.</summary>
    public static bool Counts(ByReferenceGroup? byReference, Office office, IdentityNumber number)
    {
        ArgumentNullException.ThrowIfNull(office);
        ArgumentNullException.ThrowIfNull(number);
        return byReference is null && office.Counted && !number.ExcludedFromStatistics;
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
