using Grid.Domain.Persons.Consequences;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>What the platform must hold of a registration.</summary>
/// <param name="Of">The registration, as it was read.</param>
/// <param name="Items">Its items, in their order.</param>
/// <param name="Order">The keys of everything that the person's history gives, in order: so that what waits already is neither overtaken nor in the way.</param>
/// <param name="Trouble">Why nothing could be made; null when it could.</param>
public sealed record BackfillItems(BackfillCase Of, IReadOnlyList<ReplayedItem> Items, IReadOnlyList<string> Order, string? Trouble);
