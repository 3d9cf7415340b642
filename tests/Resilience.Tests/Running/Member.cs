using System.Collections.Concurrent;
using System.Diagnostics;
using Grid.Testing;

namespace Grid.Resilience.Tests.Running;

/// <summary>
/// A place in the cluster (a silo, an API process, the proxy), and the process that fills it now: one that ends is started again, as a
/// service manager would have it.
/// </summary>
internal sealed class Member(string name, string program, Uri address, IReadOnlyDictionary<string, string> environment)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool ending;

    public string Name { get; } = name;

    public Uri Address { get; } = address;

    /// <summary>
    /// What is started: another one is taken from the next start on, as when a release is installed beside the one that runs.
    /// </summary>
    public string Program { get; set; } = program;

    /// <summary>Before the program: such as <c>ip netns exec …</c>.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>Gets every line that its processes write.</summary>
    public Action<string>? Heard { get; init; }

    /// <summary>Of the next start alone.</summary>
    public ConcurrentDictionary<string, string> Once { get; } = [];

    public ProgramProcess Process { get; private set; } = null!;

    /// <summary>How its processes ended, and what they wrote last.</summary>
    public ConcurrentQueue<(int ExitCode, string Output)> Ends { get; } = [];

    /// <summary>False: what ends stays ended.</summary>
    public bool Restarts { get; set; } = true;

    public void Start()
    {
        Launch();
        _ = KeepAliveAsync();
    }

    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        await Wait.UntilAsync(() => IsReadyAsync(http, cancellationToken), () => $"{Name} is ready. It wrote: {Process.Output}", Patience);
    }

    /// <summary>Stops in order, and starts again; returns when it is ready.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        var ends = Ends.Count;
        Process.Terminate();
        await WaitForEndAsync(ends);
        await WaitUntilReadyAsync(cancellationToken);
    }

    /// <summary>Waits until more processes ended than did before.</summary>
    public Task WaitForEndAsync(int before) => Wait.UntilAsync(() => Ends.Count > before, $"{Name} ends", Patience);

    /// <summary>SIGTERM, the end, and nothing after it.</summary>
    public async Task StopAsync()
    {
        ending = true;
        if (Process is null)
            return; // Never started.
        Process.Thaw();
        Process.Terminate();
        await Task.WhenAny(ended.Task, Wait.ForAsync(TimeSpan.FromSeconds(45), CancellationToken.None));
        Process.Kill();
        await ended.Task;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken) =>
        await EndToEnd.Tests.Processes.SiloProcess.StatusAsync(http, "/health/ready", cancellationToken) == System.Net.HttpStatusCode.OK;

    private void Launch()
    {
        var all = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var (variable, value) in Once)
            all[variable] = value;
        Once.Clear();
        Process = new ProgramProcess(Program, all, Launcher, Heard);
    }

    private async Task KeepAliveAsync()
    {
        while (true)
        {
            await Process.WaitForExitAsync(CancellationToken.None);
            Ends.Enqueue((Process.ExitCode, Process.Output));
            Process.Dispose();
            while (!Restarts && !ending)
                await Wait.ForAsync(Pause, CancellationToken.None);
            if (ending)
                break;
            Launch();
        }

        ended.SetResult();
    }
}
