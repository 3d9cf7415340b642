using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Commands;

/// <summary>The alias was another person after all: it becomes a record of its own again, with the case it brought. Sent to the main record, by a supervisor.</summary>
public sealed record Unlink(PersonId Alias, string Why) : PersonCommand;
