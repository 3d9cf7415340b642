namespace Grid.Domain.Persons.Events;

/// <summary>Recorded data were corrected.</summary>
public sealed record DataCorrected([property: Personal] IReadOnlyList<DataChange> Changes, [property: Personal] string Why, [property: Personal] Commands.CorrectData Correction, RegistrationFacts? FactsAfter) : PersonEvent
{
    /// <summary>True where the fields of the case are those of the open application; null where they are the registration's, if one is active.</summary>
    public bool? OnApplication { get; init; }
}
