using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Lists;

namespace Grid.Api.Lists;

/// <summary>A list was saved.</summary>
/// <param name="Id">In addresses.</param>
/// <param name="Count">How many persons are on it.</param>
/// <param name="Until">From then on it is not there any more.</param>
/// <param name="LeftOut">The numbers without a person within reach, by their line; what they were is not repeated.</param>
public sealed record PersonListMadeView(string Id, int Count, DateTimeOffset Until, IReadOnlyList<LeftOutLine> LeftOut, string Href);

/// <summary>The lists that the caller may use.</summary>
/// <param name="Items">The newest first; at most 200.</param>
public sealed record PersonListsView(IReadOnlyList<PersonListLine> Items);

/// <summary>One of the lists.</summary>
/// <param name="Name">With long numbers taken out.</param>
/// <param name="Office">Whose list it is.</param>
/// <param name="By">Who made it.</param>
/// <param name="Count">How many persons are on it, within reach or not.</param>
public sealed record PersonListLine(
    string Id,
    string Name,
    string Office,
    string By,
    DateTimeOffset At,
    DateTimeOffset Until,
    int Count,
    string Href
)
{
    internal static PersonListLine Of(PersonListHead head) =>
        new(
            head.Id.ToString("N"),
            Views.Mask.Text(head.Name)!,
            head.Office,
            head.By,
            head.At,
            head.Until,
            head.Count,
            PersonListEndpoints.PathOf(head.Id)
        );
}

/// <summary>A list with its persons, masked.</summary>
/// <param name="List">What there is to know of it besides.</param>
/// <param name="Items">Those within the caller's reach now, in the order of the list.</param>
/// <param name="OutOfReach">How many others are on it: their cases have gone to another office since.</param>
public sealed record PersonListView(PersonListLine List, IReadOnlyList<ListedPersonLine> Items, int OutOfReach)
{
    internal static PersonListView Of(
        PersonList list,
        IReadOnlyDictionary<PersonId, PersonRecord> records,
        Caller caller,
        OfficeDirectory offices
    )
    {
        var items = list
            .Persons.Select(person => records.GetValueOrDefault(person))
            .OfType<PersonRecord>()
            .Where(record => Scope.Reaches(caller, record))
            .Select(record => ListedPersonLine.Of(EarlierCases.Cut(caller, record), offices))
            .ToList();
        return new PersonListView(PersonListLine.Of(list.Head), items, list.Persons.Count - items.Count);
    }
}

/// <summary>One person of a list.</summary>
public sealed record ListedPersonLine
{
    public required string PersonId { get; init; }

    /// <summary>The first character.</summary>
    public string? Name { get; init; }

    /// <summary>The last four characters.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>The last four digits.</summary>
    public string? Telephone { get; init; }

    /// <summary>The office that holds the case, or held the last one.</summary>
    public string? Office { get; init; }

    public string? OfficeName { get; init; }

    /// <summary>A registration is active: only then can contacts and services be recorded.</summary>
    public required bool Active { get; init; }

    /// <summary>The latest day on which the person was reached.</summary>
    public DateOnly? LastReachedOn { get; init; }

    public required string Href { get; init; }

    internal static ListedPersonLine Of(PersonRecord record, OfficeDirectory offices)
    {
        var office = CaseOffices.Holder(record);
        return new ListedPersonLine
        {
            PersonId = record.Id.ToString(),
            Name = record.Identity?.Name.Masked,
            IdentityNumber = record.Identity?.Number.Masked,
            Telephone = record.Details?.Telephone?.Ending,
            Office = office,
            OfficeName = offices.Find(office)?.Name,
            Active = record.Registration is not null,
            LastReachedOn = record.Registration?.Service.LastReachedOn,
            Href = $"/v1/persons/{record.Id}",
        };
    }
}
