namespace Grid.Storage.Tests.Orleans;

/// <summary>A grain with stock state and stock reminders.</summary>
[Alias("grid-storage-tests-probe")]
public interface IProbeGrain : IGrainWithStringKey
{
    Task<ProbeAnswer> Read();

    Task Write(int value);

    Task Clear();

    /// <summary>Ends this activation: the next call meets another one, which reads from the store.</summary>
    Task Leave();

    Task Remind(string name, TimeSpan due, TimeSpan period);

    Task<IReadOnlyList<string>> Reminders();

    Task<bool> Forget(string name);
}
