using System.Diagnostics;

namespace Grid.Mutants;

/// <summary>Builds the test projects of the copy.</summary>
internal static class Builds
{
    /// <summary>Where a test project's program and the assemblies that it tests are.</summary>
    public static string FolderOf(Tree tree, string project) =>
        Path.Combine(tree.Copy, "tests", $"{project}.Tests", "bin", "Release", "net10.0");

    /// <exception cref="InvalidOperationException">It does not build; the message is the compiler's.</exception>
    public static async Task RunAsync(Tree tree, string project)
    {
        // The analyzers have judged the repository; a mutant need not please them.
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList =
            {
                "build",
                Path.Combine(tree.Copy, "tests", $"{project}.Tests"),
                "--configuration",
                "Release",
                "--nologo",
                "--verbosity",
                "quiet",
                "-p:RunAnalyzers=false",
                "-p:EnforceCodeStyleInBuild=false",
                "-p:TreatWarningsAsErrors=false",
                "-p:GenerateDocumentationFile=false",
                "-p:UseSharedCompilation=true",
            },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"tests/{project}.Tests does not build with the mutants:\n{string.Join('\n', output.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(20))}"
            );
        }
    }
}
