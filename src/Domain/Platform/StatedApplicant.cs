using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Platform;

/// <summary>Who an application of the platform says that the person is, as it came.</summary>
/// <param name="Name">May be no name.</param>
/// <param name="Number">May be no identity number.</param>
/// <param name="Telephone">May be none that can be dialled.</param>
/// <param name="SubmittedAt">By the platform's clock.</param>
public sealed record StatedApplicant(string? Name, string? Number, string? Telephone, DateTimeOffset? SubmittedAt)
{
    /// <summary>Whether it can be this person: the name or the number is the same. A form of 15 digits is the same number where it is the start of it.</summary>
    public bool CanBe(PersonIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return (IdentityNumber.TryParse(Number, out var number, out _) && number == identity.Number)
            || (PersonName.TryParse(Name, out var name, out _) && name.SearchKey == identity.Name.SearchKey)
            || IdentityNumber.Candidates(Number).Contains(identity.Number);
    }
}
