namespace Grid.Storage.Batching;

/// <summary>Works for one loop of a <see cref="GroupQueue{T}"/>, one group after the other; may hold a connection of its own.</summary>
internal interface IGroupHandler<in T> : IAsyncDisposable
{
    /// <summary>Answers every item of the group. What it throws is given to the items that it left unanswered.</summary>
    Task HandleAsync(IReadOnlyList<T> group, CancellationToken cancellationToken);
}
