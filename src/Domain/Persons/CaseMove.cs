using System.Text.Json.Serialization;
using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>A case on its way from one number's record to another's: committed where it leaves, applied once where it arrives.</summary>
/// <param name="Id">Names the move, so that a repeat is recognised.</param>
/// <param name="To">The record that receives it.</param>
/// <param name="Case">What moves.</param>
public sealed record CaseMove(Guid Id, PersonId To, MovedCase Case)
{
    /// <summary>The number had been mistyped: the case goes to the right one's record, and the sender becomes no alias of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Corrects { get; init; }

    /// <summary>Whether this move returns a case to a former alias, given the record that sends it.</summary>
    public bool UndoesLinkOf(PersonRecord sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        return !Corrects && sender.AliasOf != To;
    }
}
