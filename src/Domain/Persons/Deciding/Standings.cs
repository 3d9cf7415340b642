using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Persons.Consequences;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Deciding;

/// <summary>What the statistics see of a record (79/2020 (十); §5.2).</summary>
public static class Standings
{
    /// <summary>Of the active registration; null when there is none. Exact.</summary>
    public static Standing? Of(PersonRecord record, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Registration is { } active ? Of(active, record.Identity!, record.Details, offices) : null;
    }

    /// <summary>Of a registration, active or over, with the person's facts.</summary>
    public static Standing Of(Registration registration, PersonIdentity identity, PersonDetails? details, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(offices);
        return new Standing(
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
            registration.Service.Benefit);
    }

    private static CountBlock BlockOf(Registration registration, IdentityNumber number) => registration switch
    {
        { ByReference: ByReferenceGroup.Graduate } => CountBlock.ByReferenceGraduate,
        { ByReference: ByReferenceGroup.UnemploymentSubsidy } => CountBlock.ByReferenceSubsidy,
        { ByReference: ByReferenceGroup.MigrantLivingSubsidy } => CountBlock.ByReferenceMigrant,
        { ByReference: ByReferenceGroup.HongKongMacaoTaiwanResident } => CountBlock.ByReferenceHongKongMacaoTaiwan,
        { Counted: true } => CountBlock.Urban,
        _ => number.ExcludedFromStatistics ? CountBlock.DocumentNotCounted : CountBlock.Rural,
    };
}
