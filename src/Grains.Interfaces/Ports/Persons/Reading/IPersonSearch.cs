using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>Finds persons on the read side. Nothing here reads a grain's state.</summary>
public interface IPersonSearch
{
    /// <summary>Whether anything was ever committed for this identifier. Once true, it remains so.</summary>
    Task<bool> ExistsAsync(PersonId person, CancellationToken cancellationToken);

    Task<PersonId?> ByRegistrationNumberAsync(RegistrationNumber number, CancellationToken cancellationToken);

    /// <summary>By application number, which is also the receipt number.</summary>
    Task<PersonId?> ByApplicationNumberAsync(ApplicationNumber number, CancellationToken cancellationToken);

    /// <summary>By the keyed hash of the telephone number, within the regions and offices of the scope.</summary>
    Task<Page<SearchHit>> ByTelephoneAsync(
        TelephoneNumber telephone,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// By the keyed hash of the number that a registration had in an earlier system, within the regions and offices of the scope. Two systems
    /// may have given the same number.
    /// </summary>
    /// <param name="searchKey">As <see cref="LegacyNumber.SearchKey"/> makes it.</param>
    /// <param name="scope">Which offices.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Page<SearchHit>> ByLegacyNumberAsync(string searchKey, SearchScope scope, PageRequest page, CancellationToken cancellationToken);

    /// <summary>By the beginning of the name's search key; <c>%</c> and <c>_</c> are literal.</summary>
    Task<Page<SearchHit>> ByNamePrefixAsync(string prefix, SearchScope scope, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>Where the caller may look: exactly the own office, or everything below a region.</summary>
/// <param name="Office">The own office's code (a clerk); null when the region decides.</param>
/// <param name="RegionPrefix">Leading digits that a region code must have (2 province, 4 city, 6 county, 9, 12); null when the office
/// decides. Empty: everything.</param>
public sealed record SearchScope(string? Office, string? RegionPrefix) : Discreet;

/// <summary>One person found. The name is clear here and masked by the API.</summary>
public sealed record SearchHit(PersonId Person, PersonName Name, string Office, string Region, bool Active) : Discreet;
