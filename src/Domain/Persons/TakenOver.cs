using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>A number that is an alias of this record, the move that brought it, and what it brought, so that it can be undone.</summary>
public sealed record TakenOver(PersonId Alias, Guid MoveId, MovedCase Case)
{
    /// <summary>The alias's application became this record's; if not, it rests in <see cref="Case"/> until the link is undone.</summary>
    public bool TookApplication { get; init; }

    /// <summary>This record's own last application, whose place was taken; it comes back when the link is undone.</summary>
    public Application? ApplicationBefore { get; init; }

    /// <summary>What stood before <see cref="ApplicationBefore"/>.</summary>
    public PriorCase? PriorBefore { get; init; }
}
