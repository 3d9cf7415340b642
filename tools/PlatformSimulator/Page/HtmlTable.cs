using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Grid.PlatformSimulator.Page;

/// <summary>Writes tables; every value is encoded.</summary>
internal static class HtmlTable
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Text(object? value) => Encoder.Encode(value?.ToString() ?? "");

    public static void Write(StringBuilder html, string title, IEnumerable<string> heads, IEnumerable<IEnumerable<object?>> rows)
    {
        html.Append("<section><h2>").Append(Text(title)).Append("</h2><table><thead><tr>");
        foreach (var head in heads)
            html.Append("<th scope=\"col\">").Append(Text(head)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        var any = false;
        foreach (var row in rows)
        {
            any = true;
            html.Append("<tr>");
            foreach (var cell in row)
                html.Append(cell is int or long ? "<td class=\"n\">" : "<td>").Append(Text(cell)).Append("</td>");
            html.Append("</tr>");
        }

        html.Append("</tbody></table>").Append(any ? "" : "<p>无 none</p>").Append("</section>\n");
    }
}
