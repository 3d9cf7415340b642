using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>Who a person is, masked. There is no birth date: with the shown ends of the number it would give the whole number.</summary>
public sealed record PersonLine
{
    public required string Name { get; init; }

    /// <summary>First six and last four characters.</summary>
    public required string IdentityNumber { get; init; }

    public required string DocumentKind { get; init; }

    /// <summary>Full years; null where the birth date is not known.</summary>
    public int? Age { get; init; }

    public string? Sex { get; init; }

    public string? Telephone { get; init; }

    internal static PersonLine? Of(PersonRecord record, DateOnly today) =>
        record.Identity is not { } identity
            ? null
            : new()
            {
                Name = identity.Name.Value,
                IdentityNumber = identity.Number.Masked,
                DocumentKind = EnumName.Of(identity.Number.Kind),
                Age = identity.BirthDate is { } born ? AgeOn(born, today) : null,
                Sex = identity.Sex is { } sex ? EnumName.Of(sex) : null,
                Telephone = record.Details?.Telephone?.Masked,
            };

    /// <summary>Full years (周岁), reached on the birthday; born on 29 February: on 1 March in common years.</summary>
    private static int AgeOn(DateOnly born, DateOnly day)
    {
        var years = day.Year - born.Year;
        return (day.Month, day.Day).CompareTo((born.Month, born.Day)) < 0 ? years - 1 : years;
    }
}
