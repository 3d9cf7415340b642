using Grid.Domain.Codes;
using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Testing;

namespace Grid.Domain.Tests.Duplicates;

/// <summary>Persons who are compared.</summary>
internal static class MadeUpTraits
{
    public const string Telephone = "13800000001";
    public const string Address = "示例大道3号2栋501室";

    public static readonly DateOnly Born = new(1985, 3, 12);

    /// <summary>A man with a citizen number of an area and a sequence.</summary>
    public static Traits Citizen(
        string name,
        DateOnly? born = null,
        int sequence = 123,
        string? telephone = Telephone,
        string? address = Address,
        int area = 369901
    ) => Of(name, CitizenNumbers.Complete($"{area}{born ?? Born:yyyyMMdd}{sequence:D3}"), null, telephone, address);

    /// <summary>Who has another document.</summary>
    public static Traits Of(string name, string number, DateOnly? born = null, string? telephone = Telephone, string? address = Address)
    {
        var parsed = IdentityNumber.Parse(number);
        return Traits.Of(
            new PersonIdentity(parsed, PersonName.Parse(name), parsed.BirthDate ?? born, parsed.Sex ?? Sex.Male),
            telephone is null ? null : TelephoneNumber.Parse(telephone),
            address
        );
    }

    /// <summary>The number of a residence permit of Hong Kong.</summary>
    public static string Permit(DateOnly born, int sequence = 901) => CitizenNumbers.Complete($"810000{born:yyyyMMdd}{sequence:D3}");
}
