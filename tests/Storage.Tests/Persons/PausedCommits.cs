using Grid.Storage.Persons;

namespace Grid.Storage.Tests.Persons;

/// <summary>Holds the first group before it is sent, so that what a test writes meanwhile becomes one group; and notes the sizes.</summary>
internal sealed class PausedCommits : ICommitFaults, IDisposable
{
    private readonly ManualResetEventSlim released = new();
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> sizes = [];

    /// <summary>Persons in each group that was sent, in order.</summary>
    public IReadOnlyList<int> Sizes
    {
        get
        {
            lock (sizes)
                return [.. sizes];
        }
    }

    /// <summary>Done when the first group is held.</summary>
    public Task Held => held.Task;

    /// <summary>Called before each group after the first.</summary>
    public Action? BeforeNext { get; set; }

    public void Release() => released.Set();

    public void BeforeCommit(int persons)
    {
        bool first;
        lock (sizes)
        {
            first = sizes.Count == 0;
            sizes.Add(persons);
        }

        if (!first)
        {
            BeforeNext?.Invoke();
            return;
        }

        held.SetResult();
        released.Wait();
    }

    public void AfterCommit(int persons) { }

    public void Dispose() => released.Dispose();
}
