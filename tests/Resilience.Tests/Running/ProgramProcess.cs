using System.Diagnostics;
using System.Text;

namespace Grid.Resilience.Tests.Running;

/// <summary>One of the repository's programs as a process, which can be killed, frozen, thawed and stopped.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private const int KeptCharacters = 200_000;

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly Lock gate = new();
    private readonly Action<string>? heard;
    private bool gone;

    public ProgramProcess(
        string program,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<string> launcher,
        Action<string>? heard = null
    )
    {
        this.heard = heard;
        string[] command = [.. launcher, "dotnet", program];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("GRID_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>The last of what it wrote on both outputs.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Memory that it holds, in bytes.</summary>
    public long Resident
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public void Kill() => Signal("KILL");

    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    public void Terminate() => Signal("TERM");

    public Task WaitForExitAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    public void Dispose()
    {
        lock (gate)
        {
            gone = true;
            if (!process.HasExited)
                process.Kill();
            process.Dispose();
        }
    }

    /// <summary>Where the program of a project was built, in this tests' own configuration.</summary>
    public static string Find(string project)
    {
        // …/tests/Resilience.Tests/bin/<configuration>/net10.0/
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = here.Parent!.Parent!.Parent!.Parent!.Parent!;
        var file = Path.Combine(root.FullName, project, "bin", here.Parent.Name, here.Name, $"Grid.{Path.GetFileName(project)}.dll");
        return File.Exists(file) ? file : throw new FileNotFoundException($"{project} is not built.", file);
    }

    private void Signal(string name)
    {
        // Held, so that the number does not become another process' meanwhile.
        lock (gate)
        {
            if (gone || process.HasExited)
                return;
            using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
            kill.WaitForExit();
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
            heard?.Invoke(line);
        lock (output)
        {
            output.AppendLine(line);
            if (output.Length > KeptCharacters)
                output.Remove(0, output.Length - (KeptCharacters / 2));
        }
    }
}
