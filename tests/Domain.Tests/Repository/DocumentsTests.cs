using System.Text.RegularExpressions;

namespace Grid.Domain.Tests.Repository;

/// <summary>What the documents name exists: links, headings, paths, and the types and tests of the pages that lead into the code.</summary>
public sealed partial class DocumentsTests
{
    /// <summary>Pages from which a newcomer goes into the code.</summary>
    private static readonly string[] Guides = ["CONTRIBUTING.md", "docs/rule.md", "docs/architecture.md"];

    private static readonly string Root = FindRoot();

    private static readonly Lazy<IReadOnlyList<string>> Sources = new(() =>
        [
            .. new[] { "src", "tests", "tools" }
                .SelectMany(FilesBelow)
                .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)),
        ]
    );

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Declared = new(Declarations);

    [Fact]
    public void Each_link_leads_to_a_file_and_each_anchor_to_a_heading()
    {
        var links = Pages()
            .SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(match => (Page: page, Target: match.Groups["target"].Value)))
            .ToList();
        Assert.True(links.Count > 100, $"only {links.Count} links found");
        Assert.Empty(
            links.Where(link => !Leads(link.Page, link.Target)).Select(link => $"{Path.GetRelativePath(Root, link.Page)}: {link.Target}")
        );
    }

    [Fact]
    public void Each_path_that_a_guide_names_exists()
    {
        var paths = Guides
            .SelectMany(guide => Code(guide).Where(code => PathName().IsMatch(code)).Select(code => (guide, Path: code.TrimEnd('/'))))
            .ToList();
        Assert.True(paths.Count > 20, $"only {paths.Count} paths found");
        Assert.Empty(paths.Where(named => !Exists(named.Path)).Select(named => $"{named.guide}: {named.Path}"));
    }

    [Fact]
    public void Each_type_that_a_guide_names_is_declared_and_has_the_member_that_it_names()
    {
        var names = Guides
            .SelectMany(guide =>
                Code(guide)
                    .Select(code => TypeName().Match(code))
                    .Where(match => match.Success)
                    .Select(match => (guide, Type: match.Groups["type"].Value, Member: match.Groups["member"].Value))
            )
            .Distinct()
            .ToList();
        Assert.True(names.Count > 40, $"only {names.Count} types found");
        Assert.Empty(names.Where(name => !IsDeclared(name.Type, name.Member)).Select(name => $"{name.guide}: {name.Type} {name.Member}"));
    }

    /// <summary>A section number of a document that is not in the repository does not help a reader of the repository.</summary>
    [Fact]
    public void No_section_of_another_document_is_cited()
    {
        var citing = Sources.Value.Concat(Pages()).Where(file => File.ReadAllText(file).Contains('\u00A7', StringComparison.Ordinal));
        Assert.Empty(citing.Select(file => Path.GetRelativePath(Root, file)));
    }

    private static IEnumerable<string> Pages() =>
        Directory
            .GetFiles(Root, "*.md")
            .Concat(new[] { "docs", "tools" }.SelectMany(FilesBelow).Where(file => file.EndsWith(".md", StringComparison.Ordinal)));

    private static IEnumerable<string> Code(string guide) =>
        Quoted().Matches(Fence().Replace(File.ReadAllText(Path.Combine(Root, guide)), "")).Select(match => match.Groups["text"].Value);

    private static bool Exists(string path)
    {
        if (!path.Contains('*', StringComparison.Ordinal))
            return Path.Exists(Path.Combine(Root, path));
        var folder = Path.Combine(Root, Path.GetDirectoryName(path)!);
        return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, Path.GetFileName(path)).Any();
    }

    private static bool Leads(string page, string target)
    {
        if (target.Contains("://", StringComparison.Ordinal))
            return true;
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return Path.Exists(file) && (parts.Length == 1 || AnchorsOf(file).Contains(parts[1]));
    }

    private static HashSet<string> AnchorsOf(string page) =>
        Heading()
            .Matches(Fence().Replace(File.ReadAllText(page), ""))
            .Select(match => NotInAnchors().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))
            .ToHashSet(StringComparer.Ordinal);

    private static bool IsDeclared(string type, string member) =>
        member.Length == 0
            ? Declared.Value.ContainsKey(type)
                || Sources.Value.Any(file => Path.GetFileNameWithoutExtension(file) == type)
                || Declared.Value.Values.Any(text =>
                    Regex.IsMatch(text, $@"\b{type}\b(?=\s*(?:,|=|\{{|\())", RegexOptions.None, TimeSpan.FromSeconds(5))
                )
            : Declared.Value.TryGetValue(type, out var source)
                && Regex.IsMatch(source, $@"\b{member}\b", RegexOptions.None, TimeSpan.FromSeconds(5));

    /// <summary>Each type with the text of all files that declare it.</summary>
    private static Dictionary<string, string> Declarations()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Sources.Value)
        {
            var text = File.ReadAllText(file);
            foreach (var type in Declaration().Matches(text).Select(match => match.Groups["type"].Value).Distinct(StringComparer.Ordinal))
                found[type] = found.GetValueOrDefault(type) + text;
        }

        return found;
    }

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Grid.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Grid.sln is not above the tests.");
        return folder.FullName;
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`(?<text>[^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"^(?:\.editorconfig|(?:src|tests|tools|data|docs|deploy|scripts|\.ci)/[\w./*-]+|[\w.-]+\.(?:md|props|sln|txt))$")]
    private static partial Regex PathName();

    [GeneratedRegex(@"^(?!Grid\.)(?<type>[A-Z][a-z]\w*[a-z])(?:\.(?<member>[A-Z]\w+))?$")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum|record struct) (?<type>[A-Z]\w*)")]
    private static partial Regex Declaration();
}
