using System.Text.Json.Serialization;
using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Events;

/// <summary>The case of an alias arrived and is this record's.</summary>
/// <param name="Facts">The registration that came with it and is active here now, if there is one.</param>
public sealed record CaseTakenOver(PersonId From, Guid MoveId, DateOnly On, [property: Personal] MovedCase Case, RegistrationFacts? Facts) : PersonEvent
{
    /// <summary>The case came because its number had been mistyped: the number that it came from is no alias.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Corrects { get; init; }
}
