using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Contacts;

/// <summary>What came of a contact. Neither a refusal nor silence ever closes a record, 79/2020 (四).</summary>
[JsonConverter(typeof(StrictEnumConverter<ContactOutcome>))]
public enum ContactOutcome
{
    /// <summary>Spoken with; still looking for work.</summary>
    Reached = 1,

    /// <summary>Nobody answered: an attempt only.</summary>
    NotReached = 2,

    /// <summary>The number is somebody else's: an attempt only.</summary>
    WrongNumber = 3,

    /// <summary>Spoken with; does not want the offered service. No ground for an exit.</summary>
    RefusedService = 4,

    /// <summary>Spoken with; says to have found work. The exit is a step of its own, with its evidence.</summary>
    FoundWork = 5,
}
