using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Commands;

/// <summary>
/// From record to record: take the case of a move. Applied once for each move, whatever is repeated. A record that has become an alias itself declines
/// (<see cref="Deciding.OutcomeKind.CaseDeclined"/>); the sender then gives this command to itself, with the main record as <paramref name="From"/> and
/// <paramref name="Undoes"/>, and has its case back.
/// </summary>
/// <param name="From">The record that sent it.</param>
/// <param name="Move">The move.</param>
/// <param name="Undoes">True when it returns a case to a former alias.</param>
public sealed record TakeOverCase(PersonId From, CaseMove Move, bool Undoes) : PersonCommand;
