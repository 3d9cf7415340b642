using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Grains.Interfaces.Operations;

/// <summary>
/// Draws samples for surveys by telephone (电话抽查, 79/2020 (十四)). The caller puts the persons on the access log before using them.
/// </summary>
public interface IPhoneSamples
{
    /// <summary>
    /// The persons whose hash with the seed comes first: the same seed draws the same persons as long as the register does not change. Left
    /// out are the dead, those who were erased, those who have no telephone, and records that cannot be opened.
    /// </summary>
    Task<PhoneSample> DrawAsync(PhoneSampleQuery query, CancellationToken cancellationToken);
}

/// <summary>Of whom a sample is drawn.</summary>
/// <param name="RegionPrefix">The digits that the code of the case's office begins with.</param>
/// <param name="From">The first day, inclusive.</param>
/// <param name="To">The last day, inclusive.</param>
public sealed record PhoneSampleQuery(string RegionPrefix, PhoneSampleEvent Event, DateOnly From, DateOnly To, int Size, int Seed)
    : Discreet;

/// <summary>What happened to the persons who are asked.</summary>
public enum PhoneSampleEvent
{
    /// <summary>Registered in the days asked for; whether still registered or not.</summary>
    Registered,

    /// <summary>The registration ended by an exit in these days.</summary>
    Exited,
}

/// <summary>Who was drawn.</summary>
/// <param name="Of">How many persons could have been.</param>
/// <param name="Persons">In the order of the draw: a shorter sample of the same seed is the beginning of a longer one.</param>
public sealed record PhoneSample(long Of, IReadOnlyList<SampledPerson> Persons) : Discreet;

/// <summary>A person of the sample.</summary>
/// <param name="Number">The registration; the latest, if there are several.</param>
/// <param name="On">The day of what was asked for: registration or exit.</param>
/// <param name="Office">The office that holds the case.</param>
/// <param name="Telephone">As it is known now.</param>
public sealed record SampledPerson(
    PersonId Person,
    RegistrationNumber Number,
    DateOnly On,
    string Office,
    PersonName Name,
    TelephoneNumber Telephone
) : Discreet;
