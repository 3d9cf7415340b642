using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>A case on its way from one number's record to another's: committed where it leaves, applied once where it arrives.</summary>
/// <param name="Id">Names the move, so that a repeat is recognised.</param>
/// <param name="To">The record that receives it.</param>
/// <param name="Case">What moves.</param>
public sealed record CaseMove(Guid Id, PersonId To, MovedCase Case);
