using Grid.Api.Requests;
using Grid.Domain.Persons;

namespace Grid.Api.Views;

/// <summary>Whom of the family the office can inform after a death; each member where it is known.</summary>
public sealed record FamilyContactBody
{
    public string? Name { get; init; }

    /// <summary>To the person who has died, in words: 配偶, 子女 …</summary>
    public string? Relationship { get; init; }

    /// <summary>In an answer masked; see reveal.</summary>
    public string? Telephone { get; init; }

    /// <summary>A number that cannot be one is stored as given: an exit by death does not wait for it.</summary>
    internal static FamilyContact? Read(FamilyContactBody? body) =>
        body is null ? null : FamilyContact.Read(body.Name, body.Relationship, body.Telephone);

    internal static FamilyContactBody? Of(FamilyContact? contact) =>
        contact is null
            ? null
            : new FamilyContactBody
            {
                Name = Mask.Text(contact.Name),
                Relationship = Mask.Text(contact.Relationship),
                Telephone = contact.Telephone?.Masked,
            };

    /// <summary>For a reveal: of the registration that ended by death, with the number as it was given where it cannot be one.</summary>
    internal static FamilyContactBody? InFull(ExitDetails? exit)
    {
        var telephone = exit?.FamilyContact?.Telephone?.Value ?? UnverifiedData.Given(exit?.Unverified, "familyContact.telephone");
        return exit?.FamilyContact is null && telephone is null
            ? null
            : new FamilyContactBody
            {
                Name = exit?.FamilyContact?.Name,
                Relationship = exit?.FamilyContact?.Relationship,
                Telephone = telephone,
            };
    }
}

/// <summary>An employer as stated: name, unified social credit code (统一社会信用代码), or both.</summary>
public sealed record EmployerBody
{
    public string? Name { get; init; }

    public string? CreditCode { get; init; }

    /// <summary>
    /// A code that cannot be one is stored as given: real ones with a wrong check character exist, and no lawful act waits for it.
    /// </summary>
    internal static FormerEmployer? Read(EmployerBody? body) => body is null ? null : FormerEmployer.Read(body.Name, body.CreditCode);

    /// <summary>As shown: a code that is stored as given is in its place, and among the unverified.</summary>
    internal static EmployerBody? Of(FormerEmployer? employer, IReadOnlyList<UnverifiedValue>? unverified, string field)
    {
        var name = employer?.Name ?? UnverifiedData.Given(unverified, field + ".name");
        var code = employer?.CreditCode?.Value ?? UnverifiedData.Given(unverified, field + ".creditCode");
        return name is null && code is null ? null : new EmployerBody { Name = Mask.Text(name), CreditCode = code };
    }
}
