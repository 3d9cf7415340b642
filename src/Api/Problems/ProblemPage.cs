using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Grid.Api.Problems;

/// <summary>A problem as a page, for who opens its type in a browser. Without script.</summary>
internal static class ProblemPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(ProblemKind kind) =>
        $"""
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>{Html.Encode(kind.Title.Zh)}</title>
            </head>
            <body>
            <main>
            <h1>{Html.Encode(kind.Title.Zh)}</h1>
            <p>{Html.Encode(kind.Detail.Zh)}</p>
            <p lang="en"><strong>{Html.Encode(kind.Title.En)}.</strong> {Html.Encode(kind.Detail.En)}</p>
            <p>代码 <span lang="en">Code</span>: <code>{Html.Encode(kind.Code)}</code></p>
            <p>HTTP: {kind.Status.ToString(CultureInfo.InvariantCulture)}</p>
            {(kind.Article is { } article ? $"<p>依据 <span lang=\"en\">Article</span>: {Html.Encode(article)}</p>" : "")}
            <p><a href="/problems">全部代码 <span lang="en">All problems</span></a></p>
            </main>
            </body>
            </html>
            """;
}
