using System.Diagnostics;
using System.Net;
using System.Text;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Processes;

/// <summary>The built host as a process of its own, as it runs in production; it can be stopped and killed.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly string Executable = Find();

    private readonly Process process;
    private readonly StringBuilder output = new();

    private SiloProcess(SiloSettings settings)
    {
        string[] command = [.. settings.Launcher, "dotnet", Executable];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = settings.Home,
        };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("GRID_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["GRID_HOME"] = settings.Home;
        start.Environment["GRID_DATABASE"] = settings.Database;
        start.Environment["GRID_URLS"] = $"http://127.0.0.1:{settings.Port}";
        start.Environment["GRID_ENVIRONMENT"] = settings.Environment;
        start.Environment["Grid__Role"] = settings.Role;

        // Most of a short life is its start: methods are compiled a second time only after 5 s in which none was new (1388 is milliseconds in
        // hexadecimal). The runner itself computes for minutes, mostly in methods that are worth it.
        if (!TestSize.IsFull)
            start.Environment["DOTNET_TC_CallCountingDelayMs"] = "1388";
        foreach (var (name, value) in settings.Variables)
            start.Environment[name] = value;
        if (settings.FaultPoint is { } point)
            start.Environment["GRID_FAULT_POINT"] = point;

        HasFaultPoint = settings.FaultPoint is not null;
        Address = new Uri($"http://127.0.0.1:{settings.Port}");
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to the first 200 of <c>/health/ready</c>.</summary>
    public TimeSpan StartToReady { get; private set; }

    /// <summary>It will kill itself.</summary>
    public bool HasFaultPoint { get; }

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>What it wrote on both outputs.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts a process that is expected to end by itself, and waits for that.</summary>
    public static async Task<SiloProcess> RunToEndAsync(SiloSettings settings, CancellationToken cancellationToken)
    {
        var silo = new SiloProcess(settings);
        await silo.WaitForExitAsync(cancellationToken);
        return silo;
    }

    /// <summary>Starts a process and waits for nothing.</summary>
    public static SiloProcess Launch(SiloSettings settings) => new(settings);

    /// <summary>Starts a process and waits until it is ready. One that kills itself before is returned as it is, ended.</summary>
    public static async Task<SiloProcess> StartAsync(SiloSettings settings, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var silo = new SiloProcess(settings);
        using var http = new HttpClient { BaseAddress = silo.Address, Timeout = TimeSpan.FromSeconds(5) };
        while (await StatusAsync(http, "/health/ready", cancellationToken) != HttpStatusCode.OK)
        {
            if (silo.HasExited && settings.FaultPoint is not null)
                return silo;
            if (silo.HasExited || clock.Elapsed > Patience)
            {
                var told = silo.Output;
                await silo.DisposeAsync();
                throw new InvalidOperationException($"The process is not ready after {clock.Elapsed.TotalSeconds:0.0} s. It wrote: {told}");
            }

            await Wait.ForAsync(Pause, cancellationToken);
        }

        silo.StartToReady = clock.Elapsed;
        return silo;
    }

    /// <summary>The status of a GET; null without an answer.</summary>
    public static async Task<HttpStatusCode?> StatusAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>SIGKILL: nothing is finished, and no other process is informed.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (!process.HasExited)
            process.Kill();
        await WaitForExitAsync(cancellationToken);
    }

    /// <summary>SIGTERM, and the end of the process.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await WaitForExitAsync(cancellationToken);
    }

    public async Task WaitForExitAsync(CancellationToken cancellationToken) =>
        await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        process.Dispose();
    }

    private static string Find()
    {
        // …/tests/EndToEnd.Tests/bin/<configuration>/net10.0/
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = here.Parent!.Parent!.Parent!.Parent!.Parent!;
        var file = Path.Combine(root.FullName, "src", "Silo", "bin", here.Parent.Name, here.Name, "Grid.Silo.dll");
        return File.Exists(file) ? file : throw new FileNotFoundException("The host is not built.", file);
    }

    private void Keep(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}
