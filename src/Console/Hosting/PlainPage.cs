using System.Text.Encodings.Web;
using Grid.Console.SignIn;
using Grid.Console.Texts;
using Microsoft.AspNetCore.Http;

namespace Grid.Console.Hosting;

/// <summary>A small page without dependencies, for what does not exist, is not allowed, or failed.</summary>
internal static class PlainPage
{
    public static Task WriteAsync(HttpContext context, int status)
    {
        var language = UiLanguage.For(context.Request);
        var (title, text) = Of(status, language);
        return WriteAsync(context, language, status, title, text);
    }

    /// <summary>Signing in is not possible at present: the identity provider does not answer.</summary>
    public static Task WriteOutageAsync(HttpContext context)
    {
        var language = UiLanguage.For(context.Request);
        context.Response.Headers.RetryAfter = "10";
        return WriteAsync(
            context,
            language,
            StatusCodes.Status503ServiceUnavailable,
            language["统一身份认证系统没有应答", "The identity provider does not answer"],
            language[
                "暂时不能登录,已通知运维人员。请过一会儿重试;已经打开的页面可继续使用。",
                "Signing in does not work at present, and the operators are alerted. Try again in a while; pages that are open go on."
            ]
        );
    }

    private static Task WriteAsync(HttpContext context, UiLanguage language, int status, string title, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(Html(context, language, status, title, text), context.RequestAborted);
    }

    public static (string Title, string Text) Of(int status, UiLanguage language) =>
        status switch
        {
            400 => (
                language["请求不正确", "The request is not right"],
                language["页面可能已过期。请返回重试。", "The page may be too old. Go back and try again."]
            ),
            401 => (language["请先登录", "Sign in first"], language["登录后可继续。", "Then it goes on."]),
            403 => (
                language["您的角色不能查看此页", "This page is not for your role"],
                language[
                    "需要查看的,请向安全管理员申请相应角色。经办人员请使用业务系统。",
                    "If you need it, ask the security administrator for a role. Clerks work in their own programs."
                ]
            ),
            404 => (
                language["没有这个页面", "There is no such page"],
                language["地址可能有误,或者页面已移动。", "The address may be wrong."]
            ),
            _ => (
                language["页面出错了", "The page failed"],
                language["问题已记入日志。数据没有受到影响,请稍后重试。", "It is in the log. No data are affected; try again in a while."]
            ),
        };

    private static string Html(HttpContext context, UiLanguage language, int status, string title, string text)
    {
        static string E(string plain) => HtmlEncoder.Default.Encode(plain);
        var user = context.User;
        var links = user.FindFirst("role") is null
            ? $"""<li><a href="{PagesSignIn.SignInPath}">{E(language["登录", "Sign in"])}</a></li>"""
            : string.Concat(
                PageCatalogue
                    .All.Where(page => page.Allows(user))
                    .Select(page => $"""<li><a href="{page.Href}">{E(language[page.Title])}</a></li>""")
            ) + $"""<li><a href="{PagesSignIn.SignInPath}">{E(language["换一个身份登录", "Sign in as somebody else"])}</a></li>""";
        return $"""
            <!DOCTYPE html>
            <html lang="{language.Tag}">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="/_content/Grid.Console/icon.svg" type="image/svg+xml">
            <title>{E(title)} · Grid</title>
            <link rel="stylesheet" href="/_content/Grid.Console/console.css">
            </head>
            <body class="plain"><main>
            <p class="plain-mark">{E(language["失业登记 · 运行控制台", "Unemployment register · console"])} · {status}</p>
            <h1>{E(title)}</h1>
            <p>{E(text)}</p>
            <ul class="links">{links}</ul>
            </main></body></html>
            """;
    }
}
