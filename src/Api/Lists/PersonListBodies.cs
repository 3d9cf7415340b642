using Grid.Api.Duties;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Api.Lists;

/// <summary>A list that is to be saved: the numbers as they are pasted, one person each.</summary>
public sealed record PersonListBody : IRequest<PersonListBody>
{
    internal const int MostNumbers = 500;

    private const int LongestName = 60;

    /// <summary>Days.</summary>
    private const int UsualLife = 30;

    private const int LongestLife = 90;

    /// <summary>What the list is called, for the colleagues at the office.</summary>
    public string? Name { get; init; }

    /// <summary>1 to 500 identity numbers or registration numbers, in any order and form in which a single one is accepted.</summary>
    [LongestList(MostNumbers)]
    public IReadOnlyList<string>? Numbers { get; init; }

    /// <summary>For how many days the list is kept: 1 to 90; 30 when absent.</summary>
    public int? Days { get; init; }

    public static PersonListBody Example { get; } =
        new()
        {
            Name = "东湖区焊工培训班",
            Numbers = ["11010519491231002X", "440524188001010014"],
            Days = 30,
        };

    internal (string Name, IReadOnlyList<string> Numbers, int Days) Read(Fields fields)
    {
        var name = fields.Text(Name, "name", LongestName, required: true);
        if (Numbers is not { Count: > 0 })
            fields.Wrong("numbers", FieldCodes.Required);
        if (Days is < 1 or > LongestLife)
            fields.Beyond("days", FieldCodes.OutOfRange, 1, LongestLife);
        fields.ThrowIfWrong();
        return (name!, Numbers!, Days ?? UsualLife);
    }
}

/// <summary>The same contact with several persons of a list, or an attempt: a message to all, a meeting, a round of calls.</summary>
public sealed record ListContactBody : IRequest<ListContactBody>
{
    /// <summary>What is recorded with each person, as for one.</summary>
    public ContactBody? Contact { get; init; }

    /// <summary>Identifiers of the persons of the list whom it is about; all when absent.</summary>
    [LongestList(PersonListBody.MostNumbers)]
    public IReadOnlyList<string>? Persons { get; init; }

    public static ListContactBody Example { get; } =
        new()
        {
            Contact = new ContactBody
            {
                Channel = "shortMessage",
                Outcome = "reached",
                Note = "通知焊工培训班开班时间,本人回复参加",
            },
        };

    internal (RecordContact Command, IReadOnlySet<PersonId>? Persons) Read(Fields fields)
    {
        var persons = ListedPersons.Read(Persons, fields);
        fields.Has(Contact, "contact");
        fields.ThrowIfWrong();
        return (PartOfBody.Read("contact", () => Contact!.Read(fields)), persons);
    }
}

/// <summary>The same service for several persons of a list.</summary>
public sealed record ListServiceBody : IRequest<ListServiceBody>
{
    /// <summary>What is recorded with each person, as for one.</summary>
    public ServiceBody? Service { get; init; }

    /// <summary>Identifiers of the persons of the list whom it is about; all when absent.</summary>
    [LongestList(PersonListBody.MostNumbers)]
    public IReadOnlyList<string>? Persons { get; init; }

    public static ListServiceBody Example { get; } = new() { Service = ServiceBody.Example };

    internal (RecordService Command, IReadOnlySet<PersonId>? Persons) Read(Fields fields)
    {
        var persons = ListedPersons.Read(Persons, fields);
        fields.Has(Service, "service");
        fields.ThrowIfWrong();
        return (PartOfBody.Read("service", () => Service!.Read(fields)), persons);
    }
}

/// <summary>The persons of a list that a request is about.</summary>
internal static class ListedPersons
{
    /// <summary>Null for all.</summary>
    public static IReadOnlySet<PersonId>? Read(IReadOnlyList<string>? given, Fields fields)
    {
        if (given is null)
            return null;
        if (given.Count == 0)
            fields.Wrong("persons", FieldCodes.Required);
        var persons = new HashSet<PersonId>();
        foreach (var (i, text) in given.Index())
        {
            if (PersonId.TryParse(text, out var person))
                persons.Add(person);
            else
                fields.Wrong(FormattableString.Invariant($"persons[{i}]"), FieldCodes.BadCode);
        }

        return persons;
    }
}
