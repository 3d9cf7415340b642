using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Grid.Api.Certificates;

/// <summary>The public check as a page for people who scanned the code: readable on a telephone and without script.</summary>
internal static class CheckPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly Dictionary<string, (string Zh, string En)> States = new(StringComparer.Ordinal)
    {
        ["valid"] = ("有效:此人目前在失业登记中", "Valid: the person is registered as unemployed"),
        ["ended"] = ("已失效:失业登记已结束", "No longer valid: the registration has ended"),
        ["replaced"] = ("已失效:已换发新的凭证", "No longer valid: a newer certificate took its place"),
        ["revoked"] = ("已撤销", "Revoked"),
        [CertificateCheckView.UnknownState] = ("查无此凭证:请核对凭证编号和校验码", "Unknown: check the number and the code"),
    };

    public static string Of(CertificateCheckView view)
    {
        var (zh, en) = States[view.Status];
        return $"""
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>失业登记凭证查询</title>
            </head>
            <body>
            <main>
            <h1>失业登记凭证查询</h1>
            <p><strong>{Html.Encode(zh)}</strong></p>
            <p lang="en">{Html.Encode(en)}</p>
            {Row("姓名", "Name", view.Name)}{Row("证件号码后四位", "Last four of the identity number", view.Ending)}{Row(
                "登记机构",
                "Office",
                view.Office
            )}
            </main>
            </body>
            </html>
            """;
    }

    private static string Row(string zh, string en, string? value) =>
        value is null ? "" : $"<p>{zh} <span lang=\"en\">{en}</span>: {Html.Encode(value)}</p>\n";
}
