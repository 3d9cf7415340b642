using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Grid.Api.Problems;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Grid.Api.Integrators;

/// <summary>
/// The documentation for integrators as a site, without script: the register serves it at <c>/integrators</c>, and <c>./grid docs</c> writes
/// the same files. Each page is made once, when it is asked for. Safe for concurrent use.
/// </summary>
/// <param name="hasReference">Whether the register that serves it has the interactive reference, at <c>/reference</c>.</param>
internal sealed class Site(bool hasReference)
{
    public const string StyleFile = "site.css";

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .DisableHtml()
        .Build();

    private readonly ConcurrentDictionary<string, string> made = new(StringComparer.Ordinal);

    /// <summary>Every file of the site but the style.</summary>
    public static IEnumerable<string> Files =>
        SitePages.All.SelectMany(page => new[] { page.FileIn(Language.Chinese), page.FileIn(Language.English) });

    /// <summary>How its pages look.</summary>
    public static string Style { get; } = ReadStyle();

    /// <summary>The first page in a language.</summary>
    public static string Home(Language language) => SitePages.All[0].FileIn(language);

    /// <summary>A page as HTML.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    /// <returns>Null where the site has no such file.</returns>
    public string? Find(string file)
    {
        if (made.TryGetValue(file, out var known))
            return known;
        foreach (var page in SitePages.All)
        {
            foreach (var language in (Language[])[Language.Chinese, Language.English])
            {
                if (page.FileIn(language) == file)
                    return made.GetOrAdd(file, Render(page, language));
            }
        }

        return null;
    }

    /// <summary>The page for an address that the site does not have.</summary>
    public string NotFound(Language language)
    {
        var (title, text) =
            language == Language.Chinese ? ("没有这个页面", "请从左侧目录选择。") : ("There is no such page", "Choose one from the list.");
        return Around(null, language, title, $"<h1>{title}</h1>\n<p>{text}</p>");
    }

    private string Render(SitePage page, Language language)
    {
        var source = page.SourceIn(language);
        var document = Markdown.Parse(SitePages.Files[source], Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToArray())
            Lead(link, source);
        foreach (var heading in document.Descendants<HeadingBlock>())
            heading.GetAttributes().AddProperty("tabindex", "-1");

        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.Render(document);

        // A heading without a text is none.
        var content = writer.ToString().Replace("<th></th>", "<td></td>", StringComparison.Ordinal);
        var isOther = language == Language.Chinese && source == page.Source;
        var note = isOther ? "<p class=\"note\">本页只有英文。</p>\n" : "";
        return Around(page, language, Title(document), $"{note}<div{(isOther ? " lang=\"en\"" : "")}>\n{content}</div>");
    }

    /// <summary>
    /// Leads to the page that the file is on. What is on no page, such as the source code, is where the reader of the repository finds it,
    /// and here a text without a link.
    /// </summary>
    private static void Lead(LinkInline link, string source)
    {
        var url = link.Url ?? "";
        if (
            url.StartsWith('#')
            || url.StartsWith("https://", StringComparison.Ordinal)
            || url.StartsWith("http://", StringComparison.Ordinal)
        )
        {
            return;
        }

        var (path, fragment) = url.Split('#', 2) is [var before, var after] ? (before, "#" + after) : (url, "");
        if (SitePages.Of(Resolve(source, path)) is var (page, language))
        {
            link.Url = page.FileIn(language) + fragment;
            return;
        }

        var text = new ContainerInline();
        link.ReplaceBy(text);
        while (link.FirstChild is { } child)
        {
            child.Remove();
            text.AppendChild(child);
        }
    }

    /// <summary>A relative address as a path from the root of the repository.</summary>
    internal static string Resolve(string source, string relative)
    {
        var parts = new List<string>(source.Split('/')[..^1]);
        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }

        return string.Join('/', parts);
    }

    private static string Title(MarkdownDocument document)
    {
        var heading = document.Descendants<HeadingBlock>().First(heading => heading.Level == 1);
        var text = new StringBuilder();
        foreach (var literal in heading.Inline!.Descendants<LiteralInline>())
            text.Append(literal.Content);
        return text.ToString();
    }

    private string Around(SitePage? page, Language language, string title, string content)
    {
        var isChinese = language == Language.Chinese;
        var other = isChinese ? Language.English : Language.Chinese;
        var navigation = new StringBuilder();
        foreach (var one in SitePages.All)
        {
            var current = one == page ? " aria-current=\"page\"" : "";
            navigation.Append(
                CultureInfo.InvariantCulture,
                $"<li><a href=\"{one.FileIn(language)}\"{current}>{Html.Encode(one.Title.In(language))}</a></li>\n"
            );
        }

        if (hasReference)
        {
            navigation.Append(
                CultureInfo.InvariantCulture,
                $"<li><a href=\"{SiteEndpoints.Reference}\">{(isChinese ? "接口参考(可试用)" : "Interactive reference")}</a></li>\n"
            );
        }

        return $"""
            <!DOCTYPE html>
            <html lang="{language.Tag()}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Html.Encode(title)} · Grid</title>
            <link rel="stylesheet" href="{StyleFile}">
            <link rel="icon" href="data:,">
            </head>
            <body>
            <a class="skip" href="#content">{(isChinese ? "跳到正文" : "Skip to the text")}</a>
            <header>
            <p>{(isChinese ? "失业登记 · 接入文档" : "Unemployment registration · for integrators")}</p>
            <p><a href="{(page ?? SitePages.All[0]).FileIn(
                other
            )}" lang="{other.Tag()}" hreflang="{other.Tag()}">{(isChinese ? "English" : "中文")}</a></p>
            </header>
            <nav aria-label="{(isChinese ? "目录" : "Pages")}">
            <ul>
            {navigation}</ul>
            </nav>
            <main id="content" tabindex="-1">
            {content}
            </main>
            </body>
            </html>

            """;
    }

    private static string ReadStyle()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(StyleFile)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
