using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Grid.Mutants;

/// <summary>What came of one run of tests.</summary>
/// <param name="Total">How many ran.</param>
/// <param name="Failure">The first that failed; null when all passed.</param>
/// <param name="Took">How long it took.</param>
internal sealed partial record TestRun(int Total, string? Failure, TimeSpan Took)
{
    /// <summary>Far longer than the named classes take: a mutant may run in a circle.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>All named classes of a project, on a machine that others use too.</summary>
    private static readonly TimeSpan LimitWithoutMutant = TimeSpan.FromMinutes(20);

    /// <summary>Runs test classes of one project in a process of their own, until the first failure.</summary>
    /// <param name="tree">The copy with the mutants.</param>
    /// <param name="project">As <c>Domain</c>.</param>
    /// <param name="classes">Classes, or class/method, in the query language of xunit.</param>
    /// <param name="mutant">Which mutant is in force; null for none.</param>
    public static async Task<TestRun> RunAsync(Tree tree, string project, IReadOnlyCollection<string> classes, string? mutant)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(Builds.FolderOf(tree, project), $"Grid.{project}.Tests.dll"));
        foreach (var argument in (string[])["-noLogo", "-noColor", "-stopOnFail"])
            start.ArgumentList.Add(argument);
        foreach (var name in classes)
        {
            start.ArgumentList.Add("-filter");
            start.ArgumentList.Add(name.Contains('/', StringComparison.Ordinal) ? $"/*/*/{name}" : $"/*/*/{name}/*");
        }

        start.Environment[Tree.Variable] = mutant ?? "";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var longest = mutant is null ? LimitWithoutMutant : Limit;
        using var limit = new CancellationTokenSource(longest);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new TestRun(1, $"no end within {longest.TotalMinutes:0} minutes", clock.Elapsed);
        }

        var text = await output;
        var total = Totals().Match(text) is { Success: true } totals
            ? int.Parse(totals.Groups["total"].Value, CultureInfo.InvariantCulture)
            : 0;
        var failure =
            Failed().Match(text) is { Success: true } failed ? failed.Groups["test"].Value
            : process.ExitCode == 0 ? null
            : $"exit code {process.ExitCode}: {(await errors + text).Trim().Split('\n')[^1]}";
        return new TestRun(total, failure, clock.Elapsed);
    }

    [GeneratedRegex(@"Total: (?<total>\d+),", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Totals();

    [GeneratedRegex(
        @"^\s*(?:\S+ )?Grid\.\w+\.Tests\.(?<test>\S+?)(?:\(.*)? \[FAIL\]",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Failed();
}
