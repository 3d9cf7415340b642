using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>Whom of the family the office can inform after a death, as far as it is known.</summary>
/// <param name="Name">As the office was given it.</param>
/// <param name="Relationship">To the person who has died, in words: 配偶, 子女 …</param>
public sealed record FamilyContact(string? Name, string? Relationship, TelephoneNumber? Telephone)
{
    /// <summary>A telephone number as given that is none, on its way to where it is stored as unverified; null in every record.</summary>
    public string? GivenTelephone { get; init; }

    /// <summary>A contact as somebody wrote it: a number that cannot be one is kept as given. Null when there is nothing.</summary>
    public static FamilyContact? Read(string? name, string? relationship, string? telephone)
    {
        var (called, kin, given) = (Typed(name), Typed(relationship), Typed(telephone));
        return TelephoneNumber.TryParse(given, out var known, out _) ? new FamilyContact(called, kin, known)
            : called is null && kin is null && given is null ? null
            : new FamilyContact(called, kin, null) { GivenTelephone = given };
    }

    private static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
