using System.Diagnostics;

namespace Grid.Storage.Batching;

/// <summary>Something that waits in a <see cref="GroupQueue{T}"/> and must be answered.</summary>
internal interface IGroupItem
{
    /// <summary>What its caller was at when it began to wait; null when nothing listens.</summary>
    Activity? Caller { get; }

    /// <summary>Answers with an error, unless it was answered before.</summary>
    void Fail(Exception error);
}
