using Grid.Api.Commands;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Search;

/// <summary>
/// Finds persons: exact numbers through the person's own record, telephone, number of an earlier system and name on the read side within the caller's regions.
/// </summary>
internal sealed class PersonFinder(
    IPersonSearch search,
    ICommittedRecords records,
    IPersonIdentifier identifier,
    IReferenceData reference,
    CommandSender sender
)
{
    public async Task<SearchResult> FindAsync(SearchQuery query, Caller caller, CancellationToken cancelled)
    {
        if (query.Identity is { } number)
        {
            // Any number can be asked for, so the store is asked first.
            var asked = (await sender.ReadAsync(identifier.Identify(number), cancelled))?.Record;
            return One(caller, asked, tellsOffice: true);
        }

        if (query.Registration is { } registration)
        {
            return One(
                caller,
                await RecordAsync(await search.ByRegistrationNumberAsync(registration, cancelled), cancelled),
                tellsOffice: false
            );
        }

        if (query.Application is { } application)
        {
            return One(
                caller,
                await RecordAsync(await search.ByApplicationNumberAsync(application, cancelled), cancelled),
                tellsOffice: false
            );
        }

        var scope = Scope.ForLists(caller);
        var page =
            query.Telephone is { } telephone ? await search.ByTelephoneAsync(telephone, scope, query.Page, cancelled)
            : query.LegacyNumber is { } legacy ? await search.ByLegacyNumberAsync(legacy, scope, query.Page, cancelled)
            : await search.ByNamePrefixAsync(query.NamePrefix!, scope, query.Page, cancelled);
        var known = await records.ReadAsync([.. page.Items.Select(hit => hit.Person)], cancelled);
        return new SearchResult(
            new SearchPageView([.. page.Items.Select(hit => Line(hit, known.GetValueOrDefault(hit.Person)))], page.Next),
            [.. page.Items.Select(hit => hit.Person)],
            page.Items is [var one] && page.Next is null ? known.GetValueOrDefault(one.Person) : null,
            IsWithinReach: true
        );
    }

    private SearchResult One(Caller caller, PersonRecord? record, bool tellsOffice)
    {
        var isWithinReach = record is not null && Scope.Reaches(caller, record);
        return new SearchResult(Shown(isWithinReach, record, tellsOffice), [], record, isWithinReach);
    }

    private SearchPageView Shown(bool isWithinReach, PersonRecord? record, bool tellsOffice)
    {
        if (record is null || CaseOffices.Holder(record) is not { } holder)
            return new SearchPageView([], null);

        if (isWithinReach)
        {
            return new SearchPageView(
                [
                    TellApart(record) with
                    {
                        PersonId = record.Id.ToString(),
                        Name = record.Identity?.Name.Masked,
                        Office = holder,
                        OfficeName = NameOf(holder),
                        Active = record.Registration is not null,
                        Href = $"/v1/persons/{record.Id}",
                    },
                ],
                null
            );
        }

        return new SearchPageView(
            tellsOffice
                ?
                [
                    new SearchLine
                    {
                        WithinReach = false,
                        Office = holder,
                        OfficeName = NameOf(holder),
                        OfficeTelephone = reference.Offices.Find(holder)?.Telephone,
                    },
                ]
                : [],
            null
        );
    }

    private SearchLine Line(SearchHit hit, PersonRecord? record) =>
        TellApart(record) with
        {
            PersonId = hit.Person.ToString(),
            Name = hit.Name.Masked,
            Office = hit.Office,
            OfficeName = NameOf(hit.Office),
            Active = hit.Active,
            Href = $"/v1/persons/{hit.Person}",
        };

    /// <summary>What tells persons of one name apart; nothing where the record cannot be read.</summary>
    private static SearchLine TellApart(PersonRecord? record) =>
        new()
        {
            WithinReach = true,
            IdentityNumber = record?.Identity?.Number.Masked,
            Telephone = record?.Details?.Telephone?.Ending,
        };

    private string? NameOf(string office) => reference.Offices.Find(office)?.Name;

    private async Task<PersonRecord?> RecordAsync(PersonId? person, CancellationToken cancelled) =>
        person is { } id ? (await sender.ReadFoundAsync(id, cancelled))?.Record : null;
}

/// <summary>What a search found, and what the access log says about it.</summary>
/// <param name="Page">The answer.</param>
/// <param name="Persons">Everybody found, shown or not.</param>
/// <param name="Record">The record, where exactly one person was found.</param>
/// <param name="IsWithinReach">False: the person is not shown, at most the office.</param>
internal sealed record SearchResult(SearchPageView Page, IReadOnlyList<PersonId> Persons, PersonRecord? Record, bool IsWithinReach);
