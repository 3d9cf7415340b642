using System.Diagnostics;
using System.Globalization;

namespace Grid.Storage.Persons;

/// <summary>
/// Kills the own process, as SIGKILL does, at the n-th group commit: <c>GRID_FAULT_POINT=before-commit:7</c> or <c>after-commit:7</c>. Only
/// where <c>GRID_ENVIRONMENT</c> is set, and not to Production.
/// </summary>
public sealed class KillCommitFaults : ICommitFaults
{
    private readonly int _at;
    private readonly bool _before;
    private int _commits;

    private KillCommitFaults(bool before, int at) => (_before, _at) = (before, at);

    /// <summary>By the process's environment; most often nothing.</summary>
    /// <exception cref="FormatException">The variable is set and names no point.</exception>
    public static ICommitFaults FromEnvironment() =>
        From(Environment.GetEnvironmentVariable("GRID_FAULT_POINT"), Environment.GetEnvironmentVariable("GRID_ENVIRONMENT"));

    internal static ICommitFaults From(string? point, string? environment)
    {
        if (string.IsNullOrEmpty(point) || string.IsNullOrEmpty(environment) || environment.Equals("Production", StringComparison.OrdinalIgnoreCase))
            return new NoCommitFaults();
        return point.Split(':') is [("before-commit" or "after-commit") and var name, var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at > 0
            ? new KillCommitFaults(name == "before-commit", at)
            : throw new FormatException("GRID_FAULT_POINT is before-commit:N or after-commit:N, N from 1.");
    }

    public void BeforeCommit(int persons)
    {
        if (_before)
            Count();
    }

    public void AfterCommit(int persons)
    {
        if (!_before)
            Count();
    }

    private void Count()
    {
        if (Interlocked.Increment(ref _commits) != _at)
            return;
        Process.GetCurrentProcess().Kill();
        new ManualResetEventSlim().Wait(); // The signal may arrive a moment after the call: nothing may happen in it.
    }
}
