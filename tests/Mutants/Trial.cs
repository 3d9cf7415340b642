namespace Grid.Mutants;

/// <summary>What became of a mutant.</summary>
/// <param name="KilledBy">The test that failed; null when none did.</param>
internal sealed record Result(Mutant Mutant, string? KilledBy, TimeSpan Took)
{
    public bool Survived => KilledBy is null;
}

/// <summary>Runs the tests that should fail with a mutant, and no more than it needs.</summary>
internal static class Trial
{
    /// <summary>
    /// Its tests need nothing but the process, so all of them are run before a rule counts as unguarded: first those that take seconds in
    /// all, then the rest.
    /// </summary>
    private const string Quick = "Domain";

    private const string Slow = "(*Properties)|(DeadEndTests)|(WordsNeverDecideTests)|(BoundaryTests)";

    private const string NotSlow = "(!*Properties)&(!DeadEndTests)&(!WordsNeverDecideTests)&(!BoundaryTests)";

    /// <exception cref="InvalidOperationException">No test ran.</exception>
    public static async Task<Result> RunAsync(Tree tree, Mutant mutant, Place place, bool wide)
    {
        var took = TimeSpan.Zero;
        foreach (
            var project in mutant.Tests.GroupBy(
                test => test.Split('/')[0],
                test => test[(test.IndexOf('/', StringComparison.Ordinal) + 1)..]
            )
        )
        {
            // The named classes first; then, where nothing failed, all others too.
            IReadOnlyCollection<string>[] rounds =
                project.Key == Quick
                    ?
                    [
                        [.. project],
                        [NotSlow],
                        [Slow],
                    ]
                : wide
                    ?
                    [
                        [.. project],
                        ["*"],
                    ]
                :
                [
                    [.. project],
                ];
            foreach (var classes in rounds)
            {
                var run = await RunAsync(tree, mutant, place, project.Key, classes);
                took += run.Took;
                if (run.Failure is { } failure)
                {
                    return new Result(
                        mutant,
                        $"{project.Key}: {failure}{(classes == rounds[0] ? "" : " (not one of the named classes)")}",
                        took
                    );
                }

                if (run.Total == 0)
                    throw new InvalidOperationException($"{mutant.Id}: no test of {project.Key} ran.");
            }
        }

        return new Result(mutant, null, took);
    }

    private static async Task<TestRun> RunAsync(Tree tree, Mutant mutant, Place place, string project, IReadOnlyCollection<string> classes)
    {
        if (!mutant.IsSql)
            return await TestRun.RunAsync(tree, project, classes, mutant.Id);
        using var patched = PatchedAssembly.Make(
            Path.Combine(Builds.FolderOf(tree, project), $"Grid.{place.File.Split('/')[1]}.dll"),
            mutant,
            place
        );
        return await TestRun.RunAsync(tree, project, classes, mutant.Id);
    }
}
