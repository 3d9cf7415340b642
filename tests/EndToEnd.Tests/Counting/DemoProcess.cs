using System.Diagnostics;
using Grid.EndToEnd.Tests.Processes;

namespace Grid.EndToEnd.Tests.Counting;

/// <summary>The load generator's made-up persons, in a process of its own as <c>./grid demo</c> starts it.</summary>
internal static class DemoProcess
{
    public static async Task RunAsync(Uri address, GridHome home, int persons, int seed, DateOnly day, CancellationToken cancelled)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Find(),
                "demo",
                $"{persons}",
                "--seed",
                $"{seed}",
                "--on",
                $"{day:yyyy-MM-dd}",
                "--url",
                address.ToString(),
                "--key-file",
                Path.Combine(home.Folder, "secrets", "dev-token.key"),
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancelled);
        var errors = process.StandardError.ReadToEndAsync(cancelled);
        try
        {
            await process.WaitForExitAsync(cancelled);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        Assert.True(process.ExitCode == 0, $"demo ended with {process.ExitCode}: {await output} {await errors}");
    }

    private static string Find()
    {
        // …/tests/EndToEnd.Tests/bin/<configuration>/net10.0/
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = here.Parent!.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "tools", "LoadGenerator", "bin", here.Parent.Name, here.Name, "Grid.LoadGenerator.dll");
    }
}
