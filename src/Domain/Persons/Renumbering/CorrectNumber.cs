using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.SecondPerson;

namespace Grid.Domain.Persons.Renumbering;

/// <summary>
/// The office mistyped the identity number: the case goes to the record of the right one, with its registration date, its journal and what the platform knows. What stood under the mistyped
/// number before stands there again, because it may be somebody else's. Two real numbers of one person are linked instead. It takes two persons.
/// </summary>
/// <param name="Application">The current application of this record, whose number was mistyped.</param>
/// <param name="Number">The right number.</param>
/// <param name="To">The record of the right number.</param>
/// <param name="Evidence">How it is known; not the person's word alone.</param>
public sealed record CorrectNumber(ApplicationNumber Application, IdentityNumber Number, PersonId To, Evidence Evidence) : PersonCommand, ITakesTwoPersons
{
    /// <summary>Where the right number does not tell it.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <inheritdoc cref="BirthDate"/>
    public Sex? Sex { get; init; }

    ProposalKind ITakesTwoPersons.Kind => ProposalKind.NumberCorrected;
}

/// <summary>From the register to itself: the right number is another record's alias, so its case goes to that record. Applied once for each move.</summary>
/// <param name="MoveId">The move that was declined.</param>
/// <param name="To">The record that takes the case instead.</param>
public sealed record RedirectMove(Guid MoveId, PersonId To) : PersonCommand;

/// <summary>The number had been mistyped; the case is on its way to the record of the right one.</summary>
/// <param name="Whole">All that stood here was this person's, and went; false where something was somebody else's, and stands here again.</param>
/// <param name="Facts">The registration that left with it, if one was active.</param>
public sealed record NumberCorrected(
    PersonId To, ApplicationNumber Application, DateOnly On, bool Whole, [property: Personal] CaseMove Move, [property: Personal] Evidence Evidence, RegistrationFacts? Facts) : PersonEvent;

/// <summary>A case of a corrected number goes to another record than it was sent to: the right number was that one's alias.</summary>
/// <param name="NewId">Names the move from now on, so that a late repeat of the old one changes nothing.</param>
public sealed record MoveRedirected(Guid MoveId, PersonId To, Guid NewId) : PersonEvent;
