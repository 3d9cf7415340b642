using Grid.Domain.Codes;

namespace Grid.Domain.Persons.Events;

/// <summary>The active registration went to another office.</summary>
/// <param name="Counted">Whether it is in the stock from then on.</param>
public sealed record RegistrationTransferred(string From, string To, PlaceGround Ground, bool Counted, DateOnly On, [property: Personal] string Note) : PersonEvent
{
    /// <summary>The order of the reorganisation that moved it; null when somebody transferred it.</summary>
    public string? Reorganisation { get; init; }

    /// <summary>By a reorganisation: whether the place where the person registered is urban, which stays as it is; else null.</summary>
    public bool? UrbanPlace { get; init; }
}
