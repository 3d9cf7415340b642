using System.Diagnostics;

namespace Grid.Storage.Batching;

/// <summary>A caller that waits for its own answer out of a group.</summary>
internal abstract class Pending<TResult> : IGroupItem
{
    // Asynchronously: a loop must not run its callers' code.
    private readonly TaskCompletionSource<TResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Answer => answer.Task;

    public Activity? Caller { get; } = Activity.Current;

    public void Complete(TResult result) => answer.TrySetResult(result);

    public void Fail(Exception error) => answer.TrySetException(error);
}
