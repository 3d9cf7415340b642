using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Reports;

/// <summary>The exports say exactly what the report says, in both languages.</summary>
[Collection(OneHost.Name)]
public sealed class ExportTests(ApiHost host)
{
    private const string Leaf = "360111";

    private static string Path(string region) => $"/v1/reports/{ReportCalls.Now}/{region}";

    [Fact]
    public async Task Csv_and_workbook_read_back_are_the_report()
    {
        var clerk = new Hosts.Api(host, host.Token("clerk", Leaf + "01"));
        var (person, _, _) = await People.RegisterAsync(clerk, People.Submission(office: Leaf + "01"));
        await People.RegisterAsync(clerk, People.Submission(office: Leaf + "01"));
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var statistician = host.Statistician();
        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRegionGrain>("360100").Drain();
        var report = (await statistician.GetAsync(Path(Leaf))).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(1, Closing(report));

        foreach (var region in (string[])[Leaf, "360100"])
        {
            // Nothing else is counted in this city meanwhile: tests of the host run one after the other.
            report = (await statistician.GetAsync(Path(region))).Expect(HttpStatusCode.OK).Json;
            var expected = Expected(report["report"]!);
            foreach (var language in (string[])["zh", "en"])
            {
                var (csv, headers) = await host.DownloadAsync($"{Path(region)}/export?format=csv&lang={language}");
                Assert.Equal("text/csv", headers.ContentType!.MediaType);
                Assert.Equal(Encoding.UTF8.Preamble.ToArray(), csv[..3]);
                var rows = Csv(Encoding.UTF8.GetString(csv[3..]));
                Assert.All(rows, row => Assert.Equal(8, row.Length));
                Holds(expected, rows.ToDictionary(row => row[0], row => row[3], StringComparer.Ordinal), report);

                var (xlsx, _) = await host.DownloadAsync($"{Path(region)}/export?format=xlsx&lang={language}");
                Workbook(
                    xlsx,
                    expected.Where(cell => !cell.Key.StartsWith("children/", StringComparison.Ordinal)).ToDictionary(),
                    report,
                    language
                );
            }
        }
    }

    [Fact]
    public async Task The_json_is_the_document_whose_digest_the_report_tells()
    {
        // What an earlier test has left to be counted would come between the two.
        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRegionGrain>("360100").Drain();
        var answer = (await host.Statistician().GetAsync(Path("360100"))).Expect(HttpStatusCode.OK);
        var (json, _) = await host.DownloadAsync($"{Path("360100")}/export?format=json");
        var text = Encoding.UTF8.GetString(json);
        Assert.Equal(answer["digest"], ReportDocument.DigestOf(text));
        Assert.Equal(text, ReportDocument.Of(ReportDocument.Read(text)).Text);
    }

    [Fact]
    public async Task The_language_is_the_one_asked_for_and_else_by_the_header()
    {
        var statistician = host.Statistician();
        var path = $"{Path(Leaf)}/export?format=csv";
        Assert.Contains("城镇登记失业人员情况", (await statistician.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Contains("Registered urban unemployed persons", (await statistician.GetAsync(path, "en")).Text, StringComparison.Ordinal);
        Assert.Contains("城镇登记失业人员情况", (await statistician.GetAsync(path + "&lang=zh", "en")).Text, StringComparison.Ordinal);
    }

    private static long Closing(JsonNode report) =>
        (long)report["report"]!["blocks"]![0]!["measures"]!.AsArray().Single(one => (string?)one!["measure"] == "closing")!["total"]!;

    /// <summary>Every figure of the report by the key that the exports use.</summary>
    private static Dictionary<string, decimal> Expected(JsonNode report)
    {
        var cells = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var urban = report["blocks"]![0]!;
        foreach (var measure in urban["measures"]!.AsArray().Where(one => (string?)one!["measure"] != "becameOrdinary"))
        {
            cells[$"urban/{measure!["measure"]}/total/all"] = (decimal)measure["total"]!;
            foreach (var breakdown in measure["by"]!.AsArray())
            {
                foreach (var (value, n) in breakdown!["values"]!.AsObject())
                    cells[$"urban/{measure["measure"]}/{breakdown["dimension"]}/{value}"] = (decimal)n!;
            }
        }

        foreach (var of in (string[])["internalIn", "internalOut", "reemployed", "hardshipReemployed"])
            cells["urban/" + of] = (decimal)urban[of]!;
        foreach (var (list, key) in ((string, string)[])[("ages", "age"), ("months", "duration")])
        {
            foreach (var band in urban["stock"]![list]!.AsArray())
                cells[$"urban/stock/{key}/{band!["from"]}"] = (decimal)band["count"]!;
        }

        foreach (var of in (string[])["hardship", "benefit", "longTerm"])
            cells["urban/stock/" + of] = (decimal)urban["stock"]![of]!;
        cells["services/contacts"] = (decimal)report["services"]!["contacts"]!;
        foreach (var child in report["children"]!.AsArray())
        {
            foreach (var (measure, n) in child!["totals"]!["urban"]?.AsObject() ?? [])
                cells[$"children/{child["region"]}/{measure}"] = (decimal)n!;
        }

        Assert.True(cells.Values.Sum() > 5);
        return cells;
    }

    private static void Holds(Dictionary<string, decimal> expected, Dictionary<string, string> rows, JsonNode report)
    {
        foreach (var (key, n) in expected)
        {
            Assert.True(
                decimal.TryParse(rows[key], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var written) && written == n,
                $"{key}: {rows[key]} instead of {n}"
            );
        }

        Assert.DoesNotContain(rows.Keys, key => key.StartsWith("urban/", StringComparison.Ordinal) && !expected.ContainsKey(key));
        Assert.Equal((string?)report["digest"], rows["meta/digest"]);
        Assert.StartsWith((string)report["period"]!, rows["meta/period"], StringComparison.Ordinal);
    }

    private static void Workbook(byte[] xlsx, Dictionary<string, decimal> expected, JsonNode report, string language)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(xlsx), isEditable: false);
        Assert.Empty(
            new OpenXmlValidator()
                .Validate(document, TestContext.Current.CancellationToken)
                .Select(error => $"{error.Path?.XPath}: {error.Description}")
        );
        var workbook = document.WorkbookPart!;
        var sheets = workbook.Workbook!.Sheets!.Elements<Sheet>().ToList();
        Assert.Equal(language == "zh" ? "月报" : "Report", sheets[0].Name!.Value);
        Assert.Equal(report["report"]!["children"]!.AsArray().Count > 0 ? 2 : 1, sheets.Count);
        var sheet = ((WorksheetPart)workbook.GetPartById(sheets[0].Id!.Value!)).Worksheet!;
        var data = sheet.GetFirstChild<SheetData>()!.Elements<Row>().ToList();
        Assert.Equal(
            language == "zh" ? "城镇登记失业人员情况" : "Registered urban unemployed persons",
            data[0].Elements<Cell>().First().InnerText
        );
        Assert.Contains(data, row => row.Elements<Cell>().Any(cell => cell.InnerText == (string?)report["digest"]));
        Assert.Contains(data, row => row.Elements<Cell>().Any(cell => cell.InnerText == (language == "zh" ? "草稿" : "Draft")));
        var pane = sheet.Descendants<Pane>().Single();
        Assert.Equal(PaneStateValues.Frozen, pane.State!.Value);
        Assert.Equal(language == "zh" ? "指标代码" : "Key", data[(int)pane.VerticalSplit!.Value - 1].Elements<Cell>().First().InnerText);
        Assert.Equal(8, sheet.Descendants<Column>().Count());

        var cells = data.Select(row => row.Elements<Cell>().ToList())
            .Where(row => row.Count == 8)
            .ToDictionary(row => row[0].InnerText, row => row[3], StringComparer.Ordinal);
        foreach (var (key, n) in expected)
        {
            Assert.Equal(CellValues.Number, cells[key].DataType!.Value);
            Assert.Equal(n, decimal.Parse(cells[key].CellValue!.Text, CultureInfo.InvariantCulture));
        }

        Assert.Empty(sheet.Descendants<CellFormula>());
    }

    /// <summary>RFC 4180, in the few lines that it needs.</summary>
    private static List<string[]> Csv(string text)
    {
        var (rows, row, field, quoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append(text[i++]);
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (quoted || (c is not (',' or '\r' or '\n')))
            {
                field.Append(c);
            }
            else if (c is ',' or '\n')
            {
                row.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
        }

        Assert.Empty(row);
        return rows;
    }
}
