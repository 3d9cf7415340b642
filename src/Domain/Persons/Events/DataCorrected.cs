namespace Grid.Domain.Persons.Events;

/// <summary>Recorded data were corrected.</summary>
public sealed record DataCorrected([property: Personal] IReadOnlyList<DataChange> Changes, [property: Personal] string Why, [property: Personal] Commands.CorrectData Correction, RegistrationFacts? FactsAfter) : PersonEvent;
