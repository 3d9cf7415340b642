using Grid.Domain.Persons;

namespace Grid.Storage.Platform;

/// <summary>A place in a person's order of items to send.</summary>
/// <param name="Id">Of one that waits already; null for one to be added.</param>
/// <param name="Back">Its id among the accepted items, when it is put back.</param>
/// <param name="New">The item to add.</param>
/// <param name="IsListed">An operator must check it; items behind it sleep.</param>
internal sealed record QueuedItem(string Key, long? Id, bool IsListed = false, long? Back = null, ReplayedItem? New = null);
