using System.Diagnostics;
using System.Globalization;

namespace Grid.Storage.Persons;

/// <summary>Named points of commits at which tests let things go wrong. Nothing happens there in production.</summary>
public interface ICommitFaults
{
    /// <summary>A group is about to be sent.</summary>
    void BeforeCommit(int persons);

    /// <summary>A group is committed, and no caller knows yet.</summary>
    void AfterCommit(int persons);

    /// <summary>A page of count entries is folded and written, and about to be committed.</summary>
    void BeforeFold(int entries) { }

    /// <summary>The platform has answered for items, and the answer is not stored yet.</summary>
    void BeforeMark(int items) { }

    /// <summary>A page is committed, and the region's grain does not know yet.</summary>
    void AfterFold(int entries) { }
}

/// <summary>Nothing goes wrong on purpose.</summary>
public sealed class NoCommitFaults : ICommitFaults
{
    public void BeforeCommit(int persons) { }

    public void AfterCommit(int persons) { }
}

/// <summary>
/// Kills the own process, as SIGKILL does, at the n-th passing of a point: <c>GRID_FAULT_POINT=before-commit:7</c> or <c>after-commit:7</c>
/// of a group commit, <c>before-fold:7</c> or <c>after-fold:7</c> of a page of counts, <c>before-mark:7</c> of items that the platform has
/// answered for. Only where <c>GRID_ENVIRONMENT</c> is set, and not to Production.
/// </summary>
public sealed class KillCommitFaults : ICommitFaults
{
    private static readonly string[] Points = ["before-commit", "after-commit", "before-fold", "after-fold", "before-mark"];

    private readonly int at;
    private readonly string point;
    private int passed;

    private KillCommitFaults(string point, int at) => (this.point, this.at) = (point, at);

    /// <summary>By the process's environment; most often nothing.</summary>
    /// <exception cref="FormatException">The variable is set and names no point.</exception>
    public static ICommitFaults FromEnvironment() =>
        From(Environment.GetEnvironmentVariable("GRID_FAULT_POINT"), Environment.GetEnvironmentVariable("GRID_ENVIRONMENT"));

    internal static ICommitFaults From(string? point, string? environment)
    {
        if (
            string.IsNullOrEmpty(point)
            || string.IsNullOrEmpty(environment)
            || environment.Equals("Production", StringComparison.OrdinalIgnoreCase)
        )
        {
            return new NoCommitFaults();
        }

        return
            point.Split(':') is [var name, var number]
            && Points.Contains(name, StringComparer.Ordinal)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at > 0
            ? new KillCommitFaults(name, at)
            : throw new FormatException($"GRID_FAULT_POINT is one of {string.Join(", ", Points)}, with :N, N from 1.");
    }

    public void BeforeCommit(int persons) => Pass("before-commit");

    public void AfterCommit(int persons) => Pass("after-commit");

    public void BeforeFold(int entries) => Pass("before-fold");

    public void AfterFold(int entries) => Pass("after-fold");

    public void BeforeMark(int items) => Pass("before-mark");

    private void Pass(string point)
    {
        if (point != this.point || Interlocked.Increment(ref passed) != at)
            return;
        Process.GetCurrentProcess().Kill();
        new ManualResetEventSlim().Wait(); // The signal may arrive a moment after the call: nothing may happen in it.
    }
}
