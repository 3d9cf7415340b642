using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Commands;

/// <summary>From record to record: take the case of a move. Applied once for each move, whatever is repeated.</summary>
/// <param name="From">The record that sent it.</param>
/// <param name="Move">The move.</param>
/// <param name="Undoes">True when it returns a case to a former alias.</param>
public sealed record TakeOverCase(PersonId From, CaseMove Move, bool Undoes) : PersonCommand;
