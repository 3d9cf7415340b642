using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using Grid.Api.Problems;

namespace Grid.Api.Integrators;

/// <summary>A page of the documentation for integrators: a file of the repository that is embedded in this assembly.</summary>
/// <param name="Slug">Its name in addresses, without language and ending: <c>paging</c>.</param>
/// <param name="Source">The English file, from the root of the repository.</param>
/// <param name="Title">What the navigation calls it.</param>
internal sealed record SitePage(string Slug, string Source, Words Title)
{
    /// <summary>The file in a language; the English one where there is no other.</summary>
    public string SourceIn(Language language) =>
        language == Language.Chinese && SitePages.Files.ContainsKey(ChineseSource) ? ChineseSource : Source;

    /// <summary>Its address below the site's, and the name of its file: <c>paging.zh-CN.html</c>.</summary>
    public string FileIn(Language language) => language == Language.Chinese ? $"{Slug}.zh-CN.html" : $"{Slug}.html";

    private string ChineseSource => Source[..^".md".Length] + ".zh-CN.md";
}

/// <summary>The pages, in the order of the navigation.</summary>
internal static class SitePages
{
    private const string Folder = "docs/integrators/";

    /// <summary>The texts of the pages' files.</summary>
    public static FrozenDictionary<string, string> Files { get; } = ReadFiles();

    public static IReadOnlyList<SitePage> All { get; } =
    [
        Own("README", new("首页", "Home"), "index"),
        Own("first-hour", new("第一个小时", "The first hour")),
        Own("sandbox", new("沙箱", "Sandbox")),
        new("tokens", "docs/machine-identities.md", new("系统身份与令牌", "Tokens")),
        Own("keys", new("幂等键与重试", "Keys and retries")),
        Own("paging", new("清单与翻页", "Lists and paging")),
        Own("conditions", new("HTTP 约定", "Conditions and limits")),
        Own("batches", new("批量提交", "Batches")),
        Own("changes", new("变化与推送", "Changes")),
        Own("errors", new("错误代码", "Errors")),
        Own("codes", new("代码表", "Codes")),
        Own("style", new("命名与格式", "Names and values")),
        Own("versions", new("版本", "Versions")),
        new("http", "docs/http.md", new("HTTP 细则", "HTTP in detail")),
        new("feed", "docs/changes.md", new("变化与推送细则", "Changes in detail")),
        new("changelog", "CHANGELOG.md", new("更新记录", "Changelog")),
    ];

    /// <summary>The page that a file of the repository is on, and in which language.</summary>
    /// <returns>Null for a file that is on no page.</returns>
    public static (SitePage Page, Language Language)? Of(string source)
    {
        foreach (var page in All)
        {
            if (page.Source == source)
                return (page, Language.English);
            if (page.SourceIn(Language.Chinese) == source)
                return (page, Language.Chinese);
        }

        return null;
    }

    private static SitePage Own(string name, Words title, string? slug = null) => new(slug ?? name, $"{Folder}{name}.md", title);

    private static FrozenDictionary<string, string> ReadFiles()
    {
        var home = Assembly.GetExecutingAssembly();
        return home.GetManifestResourceNames()
            .Where(name => name.EndsWith(".md", StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name,
                name =>
                {
                    using var reader = new StreamReader(home.GetManifestResourceStream(name)!, Encoding.UTF8);
                    return reader.ReadToEnd();
                },
                StringComparer.Ordinal
            );
    }
}
