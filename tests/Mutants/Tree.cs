namespace Grid.Mutants;

/// <summary>
/// The copy of the repository in which the mutants are built. Only what changed is written, so that a second run builds little. Each mutant
/// of C# is an expression beside the right one, and the variable <c>GRID_MUTANT</c> of the process says which mutant is in force: one build
/// for all.
/// </summary>
internal sealed class Tree(string root, string copy)
{
    /// <summary>Names the mutant that is in force in a test process.</summary>
    public const string Variable = "GRID_MUTANT";

    private const string SwitchFile = "src/Domain/ActiveMutant.cs";

    private const string Switch = $$"""
        namespace Grid.Domain;

        /// <summary>Which rule is broken in this process.</summary>
        public static class ActiveMutant
        {
            private static readonly string? Active = System.Environment.GetEnvironmentVariable("{{Variable}}");

            public static bool Is(string id) => Active == id;
        }
        """;

    /// <summary>In the copy no mutant's text is as it was.</summary>
    private const string OwnTest = "/KnownMutantsTests.cs";

    private static readonly string[] Folders = ["src", "tests", "tools", "clients", ".config", "data", "docs", "scripts", "deploy"];

    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "TestResults"];

    /// <summary>Where it is.</summary>
    public string Copy => copy;

    /// <summary>All files of a folder by their paths from the root, without what builds leave.</summary>
    public static IEnumerable<string> FilesOf(string root, string folder)
    {
        var path = Path.Combine(root, folder);
        foreach (var file in Directory.EnumerateFiles(path))
            yield return Path.GetRelativePath(root, file).Replace('\\', '/');
        foreach (
            var below in Directory
                .EnumerateDirectories(path)
                .Where(below => !Skipped.Contains(Path.GetFileName(below), StringComparer.Ordinal))
        )
        {
            foreach (var file in FilesOf(root, Path.GetRelativePath(root, below)))
                yield return file;
        }
    }

    /// <summary>Brings the copy up to the repository, with the mutants of C# in it.</summary>
    public void Write(Sources sources, IEnumerable<Mutant> mutants)
    {
        var woven = mutants
            .Where(mutant => !mutant.IsSql)
            .Select(mutant => (Mutant: mutant, Place: sources.Find(mutant)[0]))
            .GroupBy(one => one.Place.File, StringComparer.Ordinal)
            .ToDictionary(file => file.Key, file => Weaving.Of(sources[file.Key], [.. file]), StringComparer.Ordinal);
        woven.Add(SwitchFile, Switch);
        var wanted = Folders
            .SelectMany(folder => FilesOf(root, folder))
            .Concat(Directory.EnumerateFiles(root).Select(file => Path.GetFileName(file)))
            .Union(woven.Keys, StringComparer.Ordinal)
            .Where(file => !file.EndsWith(OwnTest, StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var file in wanted)
        {
            WriteIfChanged(
                file,
                woven.TryGetValue(file, out var text)
                    ? System.Text.Encoding.UTF8.GetBytes(text)
                    : File.ReadAllBytes(Path.Combine(root, file))
            );
        }

        foreach (
            var gone in Folders
                .Where(folder => Directory.Exists(Path.Combine(copy, folder)))
                .SelectMany(folder => FilesOf(copy, folder))
                .Where(file => !wanted.Contains(file))
                .ToList()
        )
        {
            File.Delete(Path.Combine(copy, gone));
        }
    }

    private void WriteIfChanged(string file, byte[] content)
    {
        var target = Path.Combine(copy, file);
        if (File.Exists(target) && File.ReadAllBytes(target).AsSpan().SequenceEqual(content))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, content);
        if (!OperatingSystem.IsWindows() && File.Exists(Path.Combine(root, file)))
            File.SetUnixFileMode(target, File.GetUnixFileMode(Path.Combine(root, file)));
    }
}
