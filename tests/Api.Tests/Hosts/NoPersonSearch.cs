using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Tests.Hosts;

/// <summary>A search that is not asked; a test overrides what it is asked.</summary>
internal abstract class NoPersonSearch : IPersonSearch
{
    public virtual Task<bool> ExistsAsync(PersonId person, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<PersonId?> ByApplicationNumberAsync(ApplicationNumber number, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task<PersonId?> ByRegistrationNumberAsync(RegistrationNumber number, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Page<SearchHit>> ByTelephoneAsync(
        TelephoneNumber telephone,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<Page<SearchHit>> ByLegacyNumberAsync(
        string searchKey,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<Page<SearchHit>> ByNamePrefixAsync(
        string prefix,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();
}
