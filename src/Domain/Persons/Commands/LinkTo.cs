using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Commands;

/// <summary>This number belongs to the person whose record is <paramref name="Main"/>: make it an alias and move its case there. By a supervisor.</summary>
public sealed record LinkTo(PersonId Main, string Why) : PersonCommand;
