using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Grid.Domain.Calendar;
using Grid.Sandbox.Province;
using Grid.Sandbox.Running;

namespace Grid.Sandbox.Web;

/// <summary>The page that explains the sandbox: Chinese first, English second, without script.</summary>
internal static class SandboxPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly string Frame = Read();

    public static Task ShowAsync(HttpContext context, RunningSandbox sandbox)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        var rows = new StringBuilder();
        foreach (var one in sandbox.Province.Cases)
            Row(rows, one, sandbox.Numbers.GetValueOrDefault(one.Id));
        var now = sandbox.Clock.GetUtcNow().ToOffset(ChinaTime.Offset);
        return context.Response.WriteAsync(
            Frame
                .Replace("{{now}}", now.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace(
                    "{{start}}",
                    sandbox.Province.StartsAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                    StringComparison.Ordinal
                )
                .Replace(
                    "{{last}}",
                    sandbox.Province.LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    StringComparison.Ordinal
                )
                .Replace("{{url}}", Html.Encode($"{context.Request.Scheme}://{context.Request.Host}"), StringComparison.Ordinal)
                .Replace(
                    "{{roles}}",
                    string.Join(", ", SandboxTokens.Roles.Select(role => $"<code>{role.Code}</code>{(role.NeedsOffice ? "*" : "")}")),
                    StringComparison.Ordinal
                )
                .Replace(
                    "{{state}}",
                    sandbox.Register is null
                        ? "正在准备,请稍候 <span lang=\"en\">being prepared</span>"
                        : "可用 <span lang=\"en\">ready</span>",
                    StringComparison.Ordinal
                )
                .Replace("{{cases}}", rows.ToString(), StringComparison.Ordinal),
            context.RequestAborted
        );
    }

    private static void Row(StringBuilder rows, KnownCase one, CaseNumbers? numbers) =>
        rows.Append(
            CultureInfo.InvariantCulture,
            $"""
            <tr id="{Html.Encode(one.Id)}"><th scope="row">{Html.Encode(one.Zh)}<br><span lang="en">{Html.Encode(
                one.En
            )}</span><br><code>{Html.Encode(one.Id)}</code></th>
            <td><code>{Html.Encode(one.Number)}</code><br>{Html.Encode(one.Name)}{Line(one.Telephone)}<br>{Html.Encode(one.Office)}</td>
            <td>{Of("申请 application", numbers?.ApplicationNumber)}{Of("登记 registration", numbers?.RegistrationNumber)}{Of(
                "人员 person",
                numbers?.PersonId
            )}{Of("编号 reference", numbers?.Reference)}</td></tr>

            """
        );

    private static string Line(string? text) => text is null ? "" : "<br>" + Html.Encode(text);

    private static string Of(string what, string? number) => number is null ? "" : $"{what} <code>{Html.Encode(number)}</code><br>";

    private static string Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("page.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
