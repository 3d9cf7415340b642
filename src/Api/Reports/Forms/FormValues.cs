using System.Globalization;
using Grid.Api.Problems;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Reports.Forms;

/// <summary>The words for the values of breakdowns, in one language; regions have the names of the day.</summary>
internal sealed class FormValues(FormTexts texts, RegionTree regions, DateOnly on, Language language)
{
    /// <summary><c>失业原因:企业破产倒闭</c></summary>
    public string By(Dimension dimension, string value) => $"{T("dimension." + EnumName.Of(dimension))}{Colon}{Value(dimension, value)}";

    /// <summary><c>年龄:16–24</c>, <c>年龄:55+</c></summary>
    public string Band(string dimension, IReadOnlyList<ReportBand> bands, int index)
    {
        var from = bands[index].From;
        var next = index + 1 < bands.Count ? bands[index + 1].From : -1;
        var range =
            from < 0 ? T("value.noBand")
            : next < 0 ? Text(from) + "+"
            : $"{Text(from)}–{Text(next - 1)}";
        return $"{T(dimension)}{Colon}{range}";
    }

    public string ServiceKind(string code) => Entry(CodeListIds.ServiceKind, code);

    public string Region(string code) =>
        regions.Known(code, on) is { } region
            ? language == Language.English
                ? region.EnglishName ?? region.Name
                : region.Name
            : code;

    private string Colon => language == Language.English ? ": " : ":";

    private string Value(Dimension dimension, string value) =>
        dimension switch
        {
            _ when value == FigureCell.None => T("value.none"),
            Dimension.Sex => Entry(CodeListIds.Sex, value),
            Dimension.Education => Entry(CodeListIds.Education, value),
            Dimension.Reason => Entry(CodeListIds.UnemploymentReason, value),
            Dimension.ExitReason => Entry(CodeListIds.ExitReason, value),
            Dimension.Ground => Named(CodeListIds.PlaceGround, value),
            Dimension.Channel => Named(CodeListIds.Channel, value),
            Dimension.Cause => T("cause." + value),
            Dimension.Peer => value.Split('/') is [var region, var block] ? $"{Region(region)} / {T("block." + block)}" : value,
            _ => value,
        };

    private string Entry(string list, string code) => CodeLists.BuiltIn[list].TryGet(code, out var entry) ? Word(entry) : code;

    private string Named(string list, string name) => CodeLists.BuiltIn[list].TryGetByName(name, out var entry) ? Word(entry) : name;

    private string Word(CodeEntry entry) => language == Language.English ? entry.En : entry.Zh;

    private string T(string key) => texts.Of(key, language);

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);
}
