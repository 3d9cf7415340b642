using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons;

/// <summary>
/// What the statistics need of a registration, readable for ever. <see cref="Reason"/> shows reason 70 (released from prison) as 90
/// (other): the exact code is only in the sealed part and in sealed count entries.
/// </summary>
public sealed record RegistrationFacts(
    RegistrationNumber Number,
    string Office,
    PlaceGround Ground,
    ByReferenceGroup? ByReference,
    bool Counted,
    ApplicationChannel Channel,
    UnemploymentReason Reason,
    DateOnly UnemployedOn,
    DateOnly RegisteredOn,
    Sex? Sex,
    DateOnly? BirthDate,
    string? Education
) : Discreet;

/// <summary>Who is in the stock of the urban statistics, and the facts that they use (79/2020 (十)).</summary>
public static class Statistics
{
    /// <summary>Ordinary, at an office that is urban on the day, and with a document that counts.</summary>
    public static bool Counts(ByReferenceGroup? byReference, Office office, IdentityNumber number, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(office);
        return Counts(byReference, office.CountedOn(on), number);
    }

    /// <summary>
    /// The same for a registration that is there: one that a reorganisation moved keeps the class of the place where the person registered.
    /// </summary>
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
            details?.Education
        );
    }
}

/// <summary>How the statistics count a record (79/2020 (十)).</summary>
public static class StatisticalStatuses
{
    /// <summary>Of the active registration; null when there is none. Exact.</summary>
    public static StatisticalStatus? Of(PersonRecord record, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Registration is { } active ? Of(active, record.Identity!, record.Details, offices) : null;
    }

    /// <summary>Of a registration, active or over, with the person's facts.</summary>
    public static StatisticalStatus Of(Registration registration, PersonIdentity identity, PersonDetails? details, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(offices);
        return new StatisticalStatus(
            registration.Number,
            CountingUnits.Of(registration.Office, offices),
            registration.Office,
            BlockOf(registration, identity.Number),
            registration.Ground,
            registration.Channel,
            registration.Reason,
            registration.UnemployedOn,
            registration.RegisteredOn,
            identity.Sex ?? Sex.Unknown,
            identity.BirthDate,
            details?.Education,
            registration.Service.Hardship is { } hardship ? new ValidTime(hardship.From, hardship.To) : null,
            registration.Service.Benefit
        );
    }

    private static CountBlock BlockOf(Registration registration, IdentityNumber number) =>
        registration switch
        {
            { ByReference: ByReferenceGroup.Graduate } => CountBlock.ByReferenceGraduate,
            { ByReference: ByReferenceGroup.UnemploymentSubsidy } => CountBlock.ByReferenceSubsidy,
            { ByReference: ByReferenceGroup.MigrantLivingSubsidy } => CountBlock.ByReferenceMigrant,
            { ByReference: ByReferenceGroup.HongKongMacaoTaiwanResident } => CountBlock.ByReferenceHongKongMacaoTaiwan,
            { Counted: true } => CountBlock.Urban,
            _ => number.ExcludedFromStatistics ? CountBlock.DocumentNotCounted : CountBlock.Rural,
        };
}

/// <summary>
/// The leaf region in whose figures an office's registrations are counted: the county-level unit, or the city that has none.
/// </summary>
public static class CountingUnits
{
    /// <summary>An office that is no longer in the directory keeps its county by the first six digits of its code.</summary>
    public static string Of(string office, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(offices);
        return offices.Find(office)?.CountingUnit.Value ?? office[..6];
    }
}
