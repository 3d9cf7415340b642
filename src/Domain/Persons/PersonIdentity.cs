using Grid.Domain.Codes;
using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>Who the person is. Birth date and sex are those that the number tells; the form can only fill what the number leaves open.</summary>
public sealed record PersonIdentity(IdentityNumber Number, PersonName Name, DateOnly? BirthDate, Sex? Sex);
