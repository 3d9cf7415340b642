using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Api.Persons;

/// <summary>Which record this number belongs to.</summary>
public sealed record LinkBody : IRequest<LinkBody>
{
    /// <summary>Identifier of the main record.</summary>
    public string? Main { get; init; }

    public string? Note { get; init; }

    public static LinkBody Example { get; } = new() { Main = "0123456789abcdef0123456789abcdef", Note = "居住证换领居民身份证" };

    internal (PersonId Main, string Why) Read(Fields fields) => Read(Main, "main", Note, fields);

    internal static (PersonId Other, string Why) Read(string? other, string field, string? why, Fields fields)
    {
        if (fields.Has(other, field) && !PersonId.TryParse(other, out _))
            fields.Wrong(field, FieldCodes.BadCode);

        var reason = fields.Text(why, "note", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return (PersonId.Parse(other!), reason!);
    }
}

/// <summary>Which number is another person's after all.</summary>
public sealed record UnlinkBody : IRequest<UnlinkBody>
{
    /// <summary>Identifier of the alias.</summary>
    public string? Alias { get; init; }

    public string? Note { get; init; }

    public static UnlinkBody Example { get; } = new() { Alias = "0123456789abcdef0123456789abcdef", Note = "经核实并非同一人" };

    internal (PersonId Alias, string Why) Read(Fields fields) => LinkBody.Read(Alias, "alias", Note, fields);
}

/// <summary>
/// The right identity number of a case whose number the office mistyped, and how it is known. It waits for a second person.
/// </summary>
public sealed record NumberBody : IRequest<NumberBody>
{
    /// <summary>The current application of the record with the mistyped number.</summary>
    public string? ApplicationNumber { get; init; }

    /// <summary>The right number.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>Where the right number does not tell it.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Code list sex; where the right number does not tell it.</summary>
    public string? Sex { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static NumberBody Example { get; } =
        new()
        {
            ApplicationNumber = Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 11, 20), 42).Value,
            IdentityNumber = "11010519491231002X",
            Evidence = new EvidenceBody { Basis = "3", Note = "当面核对身份证件,录入时末位有误" },
        };

    internal CorrectNumber Read(Fields fields, Func<IdentityNumber, PersonId> identify)
    {
        var application = fields.Value<ApplicationNumber, NumberError>(
            ApplicationNumber,
            "applicationNumber",
            Domain.Numbers.ApplicationNumber.TryParse
        );
        var number = fields.Value<IdentityNumber, IdentityNumberError>(
            IdentityNumber,
            "identityNumber",
            Domain.Identity.IdentityNumber.TryParse
        );
        var birthDate = fields.Date(BirthDate, "birthDate");
        var sex = fields.Coded<Sex>(Sex, "sex", CodeListIds.Sex, required: false);
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new CorrectNumber(application!, number!, identify(number!), evidence!) { BirthDate = birthDate, Sex = sex };
    }
}
