using Grid.Storage.Persons;

namespace Grid.Storage.Tests.Persons;

/// <summary>Holds the first group before it is sent, so that what a test writes meanwhile becomes one group; and notes the sizes.</summary>
internal sealed class HeldCommits : ICommitFaults, IDisposable
{
    private readonly ManualResetEventSlim _released = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _sizes = [];

    /// <summary>Persons in each group that was sent, in order.</summary>
    public IReadOnlyList<int> Sizes
    {
        get
        {
            lock (_sizes)
                return [.. _sizes];
        }
    }

    /// <summary>Done when the first group is held.</summary>
    public Task Held => _held.Task;

    /// <summary>Called before each group after the first.</summary>
    public Action? BeforeNext { get; set; }

    public void Release() => _released.Set();

    public void BeforeCommit(int persons)
    {
        bool first;
        lock (_sizes)
        {
            first = _sizes.Count == 0;
            _sizes.Add(persons);
        }

        if (!first)
        {
            BeforeNext?.Invoke();
            return;
        }

        _held.SetResult();
        _released.Wait();
    }

    public void AfterCommit(int persons) { }

    public void Dispose() => _released.Dispose();
}
