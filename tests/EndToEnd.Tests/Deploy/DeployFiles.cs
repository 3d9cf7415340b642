using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Grid.EndToEnd.Tests.Deploy;

/// <summary>The files of <c>deploy/</c>, and what the programs read of their environment.</summary>
internal static partial class DeployFiles
{
    public static string Repository { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Repository, path));

    public static string[] Below(string folder, string pattern) => Directory.GetFiles(Path.Combine(Repository, "deploy", folder), pattern);

    /// <summary>All documents of a YAML file; anchors and merges are resolved by hand of the reader.</summary>
    public static YamlMappingNode[] Documents(string path)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(File.ReadAllText(path));
        stream.Load(reader);
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    /// <summary>Names of the form GRID_… that programs read, with and without <c>_FILE</c>.</summary>
    public static HashSet<string> ReadByPrograms()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in (string[])["src", "tools"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository, folder), "*.cs", SearchOption.AllDirectories))
            {
                if (file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                    continue;
                foreach (Match match in Quoted.Matches(File.ReadAllText(file)))
                {
                    names.Add(match.Groups["name"].Value);
                    names.Add(match.Groups["name"].Value + "_FILE");
                }
            }
        }

        // Set by the deployment for its own scripts, or for compose itself.
        names.UnionWith(["GRID_BACKUP_DIR", "GRID_BACKUP_KEEP", "GRID_BACKUP_RECIPIENTS", "GRID_BACKUP_WORK"]);
        return names;
    }

    /// <summary>Names that a file of the deployment sets.</summary>
    public static IEnumerable<string> SetBy(string text) => Names.Matches(text).Select(match => match.Groups["name"].Value);

    [GeneratedRegex("\"(?<name>GRID_[A-Z_]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(
        """(?<![$\{A-Z_])(?<name>(GRID_[A-Z_]+|Grid__[A-Za-z]+__[A-Za-z0-9_]+))(?=\s*[:=,])""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Names { get; }

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Grid.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException("The repository is not above the tests.");
    }
}
