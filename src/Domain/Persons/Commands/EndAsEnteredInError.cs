using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons.SecondPerson;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Commands;

/// <summary>
/// The number was typed wrongly and may be somebody else's: end the application, and the registration that came of it, as "entered in error".
/// Neither a refusal nor an exit, not counted, and no mark on the number's real owner: what stood here before stands again (§1.5). It takes two
/// persons, and names the right number or says why there is none.
/// </summary>
/// <param name="Application">The current application of this record.</param>
/// <param name="Why">How the mistake came about; for the journal and the second person.</param>
public sealed record EndAsEnteredInError(ApplicationNumber Application, string Why) : PersonCommand, ITakesTwoPersons
{
    /// <summary>The number that should have been typed; exactly one of this and <see cref="NoRightNumber"/> is given.</summary>
    public IdentityNumber? RightNumber { get; init; }

    /// <summary>Why there is no right number.</summary>
    public NoRightNumber? NoRightNumber { get; init; }

    ProposalKind ITakesTwoPersons.Kind => ProposalKind.EnteredInError;
}

/// <summary>Why a case that was entered in error has no right number.</summary>
[JsonConverter(typeof(StrictEnumConverter<NoRightNumber>))]
public enum NoRightNumber
{
    /// <summary>Nobody applied: an exercise, or the wrong button.</summary>
    NobodyApplied,

    /// <summary>Somebody applied, and the right number cannot be found out.</summary>
    CannotBeFound,
}
