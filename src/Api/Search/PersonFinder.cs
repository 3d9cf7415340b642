using Grid.Api.Commands;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Search;

/// <summary>Finds persons: exact numbers through the person's own record, telephone and name on the read side within the caller's regions.</summary>
internal sealed class PersonFinder(IPersonSearch search, IPersonIdentifier identifier, CommandSender sender)
{
    public async Task<SearchPageView> FindAsync(SearchQuery query, Caller caller, CancellationToken cancelled)
    {
        if (query.Identity is { } number)
        {
            return One(caller, await RecordAsync(identifier.Identify(number), cancelled), tellsOffice: true);
        }

        if (query.Registration is { } registration)
        {
            return One(caller, await RecordAsync(await search.ByRegistrationNumberAsync(registration, cancelled), cancelled), tellsOffice: false);
        }

        if (query.Application is { } application)
        {
            return One(caller, await RecordAsync(await search.ByApplicationNumberAsync(application, cancelled), cancelled), tellsOffice: false);
        }

        var scope = Scope.ForLists(caller);
        var page = query.Telephone is { } telephone
            ? await search.ByTelephoneAsync(telephone, scope, query.Page, cancelled)
            : await search.ByNamePrefixAsync(query.NamePrefix!, scope, query.Page, cancelled);
        return new SearchPageView([.. page.Hits.Select(Line)], page.Next);
    }

    private static SearchPageView One(Caller caller, PersonRecord? record, bool tellsOffice)
    {
        if (record is null || CaseOffices.Holder(record) is not { } holder)
        {
            return new SearchPageView([], null);
        }

        if (Scope.Reaches(caller, record))
        {
            return new SearchPageView(
                [
                    new SearchLine
                    {
                        WithinReach = true,
                        PersonId = record.Id.ToString(),
                        Name = record.Identity?.Name.Masked,
                        Office = holder,
                        Active = record.Registration is not null,
                        Href = $"/v1/persons/{record.Id}",
                    },
                ],
                null);
        }

        return new SearchPageView(tellsOffice ? [new SearchLine { WithinReach = false, Office = holder }] : [], null);
    }

    private static SearchLine Line(SearchHit hit) => new()
    {
        WithinReach = true,
        PersonId = hit.Person.ToString(),
        Name = hit.Name.Masked,
        Office = hit.Office,
        Active = hit.Active,
        Href = $"/v1/persons/{hit.Person}",
    };

    private async Task<PersonRecord?> RecordAsync(PersonId? person, CancellationToken cancelled) =>
        person is { } id ? (await sender.ReadAsync(id, cancelled))?.Record : null;
}
