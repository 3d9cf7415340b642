using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Ledger;

/// <summary>A ledger as it was sent.</summary>
internal sealed record LedgerFile(byte[] Bytes, string Name)
{
    public const string Path = "/v1/ledger";

    /// <summary>A cell of this format stays a text when it is edited, whatever it begins with.</summary>
    private const uint TextFormat = 49;

    public static async Task<LedgerFile> DownloadAsync(ApiHost host, string token, object body, string language = "zh")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var file = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, Encoding.UTF8.GetString(file));
        Assert.True(response.Headers.CacheControl?.NoStore);
        return new LedgerFile(file, response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
    }

    /// <summary>The cells of both sheets, as an office program reads them.</summary>
    public (List<string[]> Ledger, List<string[]> About) Read()
    {
        using var stream = new MemoryStream(Bytes);
        using var document = SpreadsheetDocument.Open(stream, false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(error => error.Description));
        Assert.False(string.IsNullOrEmpty(document.PackageProperties.Creator));
        Assert.Equal(document.PackageProperties.Identifier, document.PackageProperties.Subject);
        var sheets = document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().ToList();
        Assert.Equal(2, sheets.Count);
        var formats = document.WorkbookPart.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ToList();
        var cells = sheets
            .Select(sheet => (WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!))
            .Select(part =>
            {
                Assert.Contains(document.PackageProperties.Identifier!, part.Worksheet!.InnerText, StringComparison.Ordinal);
                Assert.Empty(part.Worksheet.Descendants<CellFormula>());
                Assert.All(part.Worksheet.Descendants<Cell>().Where(cell => cell.InnerText.StartsWith('=')), cell =>
                    Assert.Equal(
                        (CellValues.InlineString, TextFormat),
                        (cell.DataType!.Value, formats[(int)cell.StyleIndex!.Value].NumberFormatId!.Value)
                    )
                );
                return part
                    .Worksheet.Descendants<Row>()
                    .Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToArray())
                    .ToList();
            })
            .ToList();
        return (cells[0], cells[1]);
    }
}
