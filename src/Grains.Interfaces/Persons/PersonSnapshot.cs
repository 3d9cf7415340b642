using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>A person's record as committed. Holds clear personal data: mask it before it leaves the API.</summary>
[GenerateSerializer, Immutable, Alias("Grid.PersonSnapshot")]
public sealed record PersonSnapshot([property: Id(0)] PersonRecord Record);
