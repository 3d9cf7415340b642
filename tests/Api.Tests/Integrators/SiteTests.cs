using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Grid.Api.Integrators;
using Grid.Api.Problems;
using Grid.Testing;

namespace Grid.Api.Tests.Integrators;

/// <summary>The pages for integrators: that they lead where they say, and say what the code says.</summary>
public sealed partial class SiteTests
{
    private static readonly string Root = GridScript.Repository;
    private static readonly Site Pages = new(hasReference: true);

    private static string Integrators => Path.Combine(Root, "docs", "integrators");

    [Fact]
    public void Pages_that_are_made_of_the_code_are_kept_as_the_code_is()
    {
        foreach (var (file, text) in GeneratedPages.All())
            Assert.True(File.ReadAllText(Path.Combine(Root, file)) == text, $"{file} has changed: ./grid docs --keep");
    }

    [Fact]
    public void Every_page_of_the_folder_is_on_the_site_in_both_languages()
    {
        var onSite = SitePages.All.Select(page => page.Source).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Integrators, "*.md"))
        {
            var name = Path.GetFileName(file);
            if (name.EndsWith(".zh-CN.md", StringComparison.Ordinal))
                continue;
            Assert.Contains($"docs/integrators/{name}", onSite);
            Assert.True(File.Exists(file[..^".md".Length] + ".zh-CN.md"), $"{name} is not there in Chinese.");
        }

        Assert.Equal(2 * SitePages.All.Count, Site.Files.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_link_of_the_site_leads_to_a_place_that_is_there()
    {
        var places = Site.Files.ToDictionary(
            file => file,
            file => Ids().Matches(Pages.Find(file)!).Select(id => id.Groups["id"].Value).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        var wrong = new List<string>();
        var links = 0;
        foreach (var file in places.Keys)
        {
            foreach (var target in Links().Matches(Pages.Find(file)!).Select(link => link.Groups["to"].Value))
            {
                links++;
                if (
                    target is Site.StyleFile or SiteEndpoints.Reference or "data:,"
                    || target.StartsWith("https://", StringComparison.Ordinal)
                )
                {
                    continue;
                }

                var (page, fragment) = target.Split('#') is [var before, var after]
                    ? (before, Uri.UnescapeDataString(after))
                    : (target, null);
                page = page.Length == 0 ? file : page;
                if (!places.TryGetValue(page, out var ids) || (fragment is not null && !ids.Contains(fragment)))
                    wrong.Add($"{file}: {target}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct()));
        Assert.True(links > 500, $"{links} links");
    }

    [Fact]
    public void Every_link_of_the_files_leads_to_a_file_that_is_there()
    {
        foreach (var (source, text) in SitePages.Files)
        {
            foreach (var target in FileLinks().Matches(text).Select(link => link.Groups["to"].Value.Split('#')[0]))
            {
                if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal))
                    continue;
                var path = Path.Combine(Root, Site.Resolve(source, target));
                Assert.True(File.Exists(path) || Directory.Exists(path), $"{source}: {target}");
            }
        }
    }

    /// <summary>"409 `number-taken`": the status is the one that the problem has.</summary>
    [Fact]
    public void Problems_that_the_pages_name_are_those_of_the_catalogue()
    {
        var named = 0;
        foreach (var (source, text) in Own())
        {
            foreach (Match match in NamedProblems().Matches(text))
            {
                named++;
                var kind = ProblemCatalogue.Find(match.Groups["code"].Value);
                Assert.True($"{kind?.Status}" == match.Groups["status"].Value, $"{source}: {match.Value}");
            }
        }

        Assert.True(named > 20, $"{named} problems");
    }

    [Fact]
    public void Addresses_that_the_pages_name_are_operations()
    {
        var document = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "clients", "openapi.json")))!;
        var known = document["paths"]!
            .AsObject()
            .Select(path => new Regex(
                "^" + Parameters().Replace(Regex.Escape(path.Key).Replace("}", "\\}", StringComparison.Ordinal), "[^/]+") + "$"
            ))
            .ToArray();
        var named = 0;
        foreach (var (source, text) in Own())
        {
            foreach (var address in Addresses().Matches(text).Select(match => match.Value.TrimEnd('/', '.')))
            {
                named++;
                Assert.True(
                    known.Any(path => path.IsMatch(address)) || address is "/v1" or "/v1/…" || address == "/v1/",
                    $"{source} names {address}, which is no operation."
                );
            }
        }

        Assert.True(named > 40, $"{named} addresses");
    }

    /// <summary>What is to be pasted is the same in both languages, apart from comments and the language that is asked for.</summary>
    [Fact]
    public void Both_languages_have_the_same_lines_to_paste()
    {
        foreach (var (source, text) in Own())
        {
            if (!source.EndsWith(".zh-CN.md", StringComparison.Ordinal))
                Assert.Equal(Lines(text), Lines(SitePages.Files[source[..^".md".Length] + ".zh-CN.md"]));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Own() =>
        SitePages.Files.Where(file => file.Key.StartsWith("docs/integrators/", StringComparison.Ordinal));

    private static string[] Lines(string text) =>
        [
            .. Blocks()
                .Matches(text)
                .SelectMany(block => block.Groups["lines"].Value.Split('\n'))
                .Where(line => !line.TrimStart().StartsWith('#'))
                .Select(line =>
                    Comments().Replace(line, "").Replace("Accept-Language: zh-CN", "Accept-Language: en", StringComparison.Ordinal)
                ),
        ];

    [GeneratedRegex(" id=\"(?<id>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex(" href=\"(?<to>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Links();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.None, 1000)]
    private static partial Regex FileLinks();

    [GeneratedRegex("\\b(?<status>[45][0-9][0-9])\\s+`(?<code>[a-z]+(?:-[a-z]+)+)`", RegexOptions.None, 1000)]
    private static partial Regex NamedProblems();

    [GeneratedRegex(@"/v1(?:/[A-Za-z0-9{}_$…-]+)+", RegexOptions.None, 1000)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\\\{[^}]+\\?\}", RegexOptions.None, 1000)]
    private static partial Regex Parameters();

    [GeneratedRegex("```(?:bash|sh)\n(?<lines>.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\s+#.*$", RegexOptions.None, 1000)]
    private static partial Regex Comments();
}
