using System.Diagnostics;
using Grid.Resilience.Tests.Running;

namespace Grid.Resilience.Tests.Upgrading;

/// <summary>
/// The release that is replaced: <c>GRID_PREVIOUS</c> names a folder in which its host was published, or a commit or tag of this
/// repository, which is built in a temporary folder and kept there. Without it, the latest tag; where nothing is tagged yet, the commit of
/// the newest script of the schema: the oldest host that this schema still serves.
/// </summary>
internal static class PreviousRelease
{
    /// <summary>What it is called, and its <c>Grid.Silo.dll</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it cannot be built; the message says why.</exception>
    public static async Task<(string Name, string Host)> GetAsync(CancellationToken cancellationToken)
    {
        var named = Environment.GetEnvironmentVariable("GRID_PREVIOUS");
        if (named is { Length: > 0 } && Directory.Exists(named))
            return (Path.GetFileName(Path.TrimEndingDirectorySeparator(named)), Path.Combine(named, "Grid.Silo.dll"));
        var tag = named is { Length: > 0 } ? named : await LatestAsync(cancellationToken);
        var commit = await RunAsync("git", ["-C", Repository, "rev-parse", "--short=12", $"{tag}^{{commit}}"], cancellationToken);
        var folder = Path.Combine(Path.GetTempPath(), $"grid-release-{commit}");
        var host = Path.Combine(folder, "host", "Grid.Silo.dll");
        if (!File.Exists(host))
            await BuildAsync(commit, folder, cancellationToken);
        return (tag == commit ? commit : $"{tag} ({commit})", host);
    }

    private static string Repository =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ProgramProcess.Find("src/Silo"))!, "..", "..", "..", "..", ".."));

    private static async Task<string> LatestAsync(CancellationToken cancellationToken)
    {
        var tags = await RunAsync("git", ["-C", Repository, "tag", "--list", "--sort=-creatordate", "--merged", "HEAD"], cancellationToken);
        return tags.Length > 0
            ? tags.Split('\n')[0]
            : await RunAsync(
                "git",
                ["-C", Repository, "log", "-1", "--diff-filter=A", "--format=%h", "--", "src/Storage/Migrations/*.sql"],
                cancellationToken
            );
    }

    private static async Task BuildAsync(string commit, string folder, CancellationToken cancellationToken)
    {
        var source = Path.Combine(folder, "source");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true); // Of a run that was ended.
        Directory.CreateDirectory(source);
        var archive = Path.Combine(folder, "source.tar");
        await RunAsync("git", ["-C", Repository, "archive", "--output", archive, commit], cancellationToken);
        await RunAsync("tar", ["-x", "-f", archive, "-C", source], cancellationToken);

        // Built elsewhere, then moved: a folder with the host in it is complete.
        var built = Path.Combine(folder, "built");
        await RunAsync(
            "dotnet",
            ["publish", Path.Combine(source, "src", "Silo"), "-v", "q", "-nologo", "-p:RunAnalyzers=false", "-o", built],
            cancellationToken
        );
        Directory.Move(built, Path.Combine(folder, "host"));
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException(
                $"No previous release (GRID_PREVIOUS names one: a commit, a tag, or a folder with its published host). {program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output} {await errors}"
            );
    }
}
