using Grid.Api.Problems;
using Grid.Api.Reports.Forms;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Data;
using Grid.Domain.Text;

namespace Grid.Api.Tests.Reports;

/// <summary>The form's words: none is missing in either language.</summary>
public sealed class FormTests
{
    [Fact]
    public void Every_figure_has_its_words()
    {
        var texts = FormTexts.BuiltIn;
        string[] keys =
        [
            .. Enum.GetValues<CountBlock>().Select(one => "block." + EnumName.Of(one)),
            .. Enum.GetValues<Measure>().Select(one => "measure." + EnumName.Of(one)),
            .. Enum.GetValues<Measure>().SelectMany(ReportMeasure.DimensionsOf).Distinct().Select(one => "dimension." + EnumName.Of(one)),
            .. Enum.GetValues<AdjustmentCause>().Select(one => "cause." + EnumName.Of(one)),
            .. Enum.GetValues<ReportCheckKind>().Select(one => "check." + EnumName.Of(one)),
            .. Enum.GetValues<ReportStatus>().Select(one => "state." + EnumName.Of(one)),
            .. Enum.GetValues<RateMissing>().Select(one => "rate.missing." + EnumName.Of(one)),
        ];
        Assert.DoesNotContain(keys, key => !texts.Has(key));
        Assert.NotEqual(texts.Of("title", Language.Chinese), texts.Of("title", Language.English));
    }

    [Fact]
    public void A_text_in_one_language_only_is_refused() =>
        Assert.Throws<DataFileException>(() =>
            FormTexts.Read(new DataFile("form.json", """{"title": {"zh": "月报", "en": ""}}"""u8.ToArray()))
        );

    [Fact]
    public void A_text_that_somebody_typed_is_no_formula()
    {
        var form = new ReportForm(
            "=1+1",
            [],
            ["a", "b", "c", "d", "e", "f", "g", "h"],
            [new FormRow("rate/source", "s", null, null) { Text = "=HYPERLINK(\"x\")" }, new FormRow("urban/x", "x", null, -5)],
            [],
            [],
            []
        )
        {
            FiguresSheet = "a",
            ChildrenSheet = "b",
        };
        var text = System.Text.Encoding.UTF8.GetString(CsvExport.Write(form));
        Assert.Contains("'=HYPERLINK", text, StringComparison.Ordinal);
        Assert.Contains("urban/x,x,,-5,", text, StringComparison.Ordinal);
    }
}
