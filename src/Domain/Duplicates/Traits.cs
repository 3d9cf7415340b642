using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Duplicates;

/// <summary>
/// What of a person is compared with other persons, in forms in which what is written differently and means the same is equal. They are the
/// person's own data: sealed wherever they are stored.
/// </summary>
public sealed record Traits : Discreet
{
    /// <summary>Form of what is here. One that is stored with another is made again.</summary>
    public const byte Form = 1;

    /// <summary>The name: simplified characters, or capital letters without accents, its parts separated by single blanks.</summary>
    public required string Name { get; init; }

    /// <summary>How the name sounds: pinyin of ideographs, letters of Latin names, small, without separators. Never empty.</summary>
    public required string Sound { get; init; }

    /// <summary>Sound of the first character or part: of a Chinese name the surname, of a compound one its first half.</summary>
    public required string FirstSound { get; init; }

    /// <summary>Sound of the last character or part.</summary>
    public required string LastSound { get; init; }

    /// <summary>The name is in Latin letters.</summary>
    public bool IsLatin { get; init; }

    /// <summary>Null where neither number nor form tell it.</summary>
    public DateOnly? Born { get; init; }

    /// <summary>Null where neither number nor form tell it.</summary>
    public Sex? Sex { get; init; }

    /// <summary>The kind of document.</summary>
    public required IdentityDocumentKind Kind { get; init; }

    /// <summary>The number, normalised.</summary>
    public required string Number { get; init; }

    /// <summary>The telephone, normalised; empty where none is known.</summary>
    public string Telephone { get; init; } = "";

    /// <summary>The address within its county, in the form in which it is compared; empty where none is known.</summary>
    public string Address { get; init; } = "";

    /// <summary>The traits of a record.</summary>
    /// <param name="identity">Who the person is.</param>
    /// <param name="telephone">The telephone; null for none.</param>
    /// <param name="address">The address as it was written; null for none.</param>
    public static Traits Of(PersonIdentity identity, TelephoneNumber? telephone, string? address)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var name = NameForm.Of(identity.Name);
        return new Traits
        {
            Name = name.Text,
            Sound = name.Sound,
            FirstSound = name.First,
            LastSound = name.Last,
            IsLatin = name.IsLatin,
            Born = identity.BirthDate ?? identity.Number.BirthDate,
            Sex = (identity.Sex ?? identity.Number.Sex) is { } sex && sex != Codes.Sex.Unknown ? sex : null,
            Kind = identity.Number.Kind,
            Number = identity.Number.Value,
            Telephone = telephone?.Value ?? "",
            Address = AddressForm.Of(address),
        };
    }
}
