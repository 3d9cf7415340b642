using System.Globalization;
using Grid.Api.Problems;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Reports.Forms;

/// <summary>Lays a report out as the month's form, in one language; regions have the names of the day.</summary>
internal sealed class FormMaker(FormTexts texts, RegionTree regions, DateOnly on, Language language)
{
    private static readonly Measure[] Measures = Enum.GetValues<Measure>();

    private static readonly string[] ColumnKeys = ["key", "item", "by", "current", "lastMonth", "change", "lastYear", "changeYear"];

    private readonly FormValues values = new(texts, regions, on, language);

    public ReportForm Make(MonthlyReport report, FormHead head)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new ReportForm(
            T("title"),
            [
                Head("region", $"{values.Region(report.Region)} {report.Region}"),
                Head("period", $"{report.Period} ({Day(report.From)} – {Day(report.To)})"),
                Head("unit", T("meta.unit.persons")),
                Head("filler", head.Filler),
                Head("date", Day(head.On)),
                Head("deadline", Day(head.Due)),
                Head("state", T("state." + head.State)),
                Head("digest", head.Digest),
            ],
            [.. ColumnKeys.Select(column => T("column." + column))],
            [.. report.Blocks.Where(IsShown).SelectMany(block => Block(block, report)), .. Rate(report), .. Services(report.Services)],
            [T("column.region"), .. Measures.Select(Word)],
            Measures,
            [
                .. report.Children.Select(child =>
                    (
                        child.Region,
                        values.Region(child.Region),
                        (IReadOnlyList<long>)[.. Measures.Select(measure => child.Total(CountBlock.Urban, measure))]
                    )
                ),
            ]
        )
        {
            FiguresSheet = T("sheet.figures"),
            ChildrenSheet = T("sheet.children"),
        };
    }

    /// <summary>The urban block always, others when anything is in them.</summary>
    private static bool IsShown(ReportBlock block) =>
        block.Block == CountBlock.Urban || block.Stock.Total != 0 || block.Measures.Any(measure => measure.Total != 0);

    private static bool IsByReference(CountBlock block) =>
        block
            is CountBlock.ByReferenceGraduate
                or CountBlock.ByReferenceSubsidy
                or CountBlock.ByReferenceMigrant
                or CountBlock.ByReferenceHongKongMacaoTaiwan;

    private IEnumerable<FormRow> Block(ReportBlock block, MonthlyReport report)
    {
        var name = EnumName.Of(block.Block);
        var compared = block.Block == CountBlock.Urban;
        yield return Section(name, "block." + name);
        foreach (var measure in block.Measures.Where(measure => measure.Measure != Measure.BecameOrdinary || IsByReference(block.Block)))
        {
            var (last, year) = compared
                ? (report.LastMonth.Total(measure.Measure), report.LastYear.Total(measure.Measure))
                : ((long?)null, (long?)null);
            yield return new FormRow(
                FigureCell.Total(block.Block, measure.Measure).ToString(),
                Word(measure.Measure),
                null,
                measure.Total,
                last,
                year
            );
            foreach (var row in Of(block, measure.Measure, report, compared))
                yield return row;
            foreach (var breakdown in measure.By)
            {
                foreach (var (value, n) in breakdown.Values)
                {
                    yield return new FormRow(
                        new FigureCell(block.Block, measure.Measure, breakdown.Dimension, value).ToString(),
                        Word(measure.Measure),
                        values.By(breakdown.Dimension, value),
                        n
                    );
                }
            }
        }

        foreach (var row in Stock(name, block.Stock))
            yield return row;
    }

    /// <summary>The "of which" of a measure.</summary>
    private IEnumerable<FormRow> Of(ReportBlock block, Measure measure, MonthlyReport report, bool compared)
    {
        var name = EnumName.Of(block.Block);
        if (measure == Measure.TransferredIn)
            yield return new FormRow($"{name}/internalIn", T("block.internalIn"), null, block.InternalIn);
        if (measure == Measure.TransferredOut)
            yield return new FormRow($"{name}/internalOut", T("block.internalOut"), null, block.InternalOut);
        if (measure != Measure.Exited)
            yield break;
        yield return new FormRow(
            $"{name}/reemployed",
            T("block.reemployed"),
            null,
            block.Reemployed,
            compared ? report.LastMonth.Reemployed : null,
            compared ? report.LastYear.Reemployed : null
        );
        yield return new FormRow(
            $"{name}/hardshipReemployed",
            T("block.hardshipReemployed"),
            null,
            block.HardshipReemployed,
            compared ? report.LastMonth.HardshipReemployed : null,
            compared ? report.LastYear.HardshipReemployed : null
        );
    }

    private IEnumerable<FormRow> Stock(string name, ReportStock stock)
    {
        var closing = Word(Measure.Closing);
        foreach (var (i, band) in stock.Ages.Index())
        {
            yield return new FormRow(
                $"{name}/stock/age/{Text(band.From)}",
                closing,
                values.Band("dimension.age", stock.Ages, i),
                band.Count
            );
        }

        foreach (var (i, band) in stock.Months.Index())
        {
            yield return new FormRow(
                $"{name}/stock/duration/{Text(band.From)}",
                closing,
                values.Band("dimension.duration", stock.Months, i),
                band.Count
            );
        }

        yield return new FormRow($"{name}/stock/hardship", T("stock.hardship"), null, stock.Hardship);
        yield return new FormRow($"{name}/stock/benefit", T("stock.benefit"), null, stock.Benefit);
        yield return new FormRow($"{name}/stock/longTerm", T("stock.longTerm"), null, stock.LongTerm);
    }

    private IEnumerable<FormRow> Rate(MonthlyReport report)
    {
        yield return Section("rate", "section.rate");
        yield return new FormRow(
            "rate/urbanEmployed",
            T("rate.urbanEmployed"),
            null,
            report.Rate.UrbanEmployed,
            report.LastMonth.Rate.UrbanEmployed,
            report.LastYear.Rate.UrbanEmployed
        );
        yield return new FormRow(
            "rate/percent",
            T("rate.percent"),
            null,
            report.Rate.Percent,
            report.LastMonth.Rate.Percent,
            report.LastYear.Rate.Percent
        )
        {
            IsPercent = true,
            Text = report.Rate.Missing is { } missing ? T("rate.missing." + EnumName.Of(missing)) : null,
        };
        if (report.Denominator is not { } entered)
            yield break;
        yield return new FormRow("rate/source", T("rate.source"), null, null) { Text = entered.Source };
        yield return new FormRow("rate/asOf", T("rate.asOf"), null, null) { Text = Day(entered.AsOf) };
        yield return new FormRow("rate/estimated", T("rate.estimated"), null, null)
        {
            Text = T(entered.EstimatedFromYearEnd ? "yes" : "no"),
        };
    }

    private IEnumerable<FormRow> Services(ReportServices services)
    {
        yield return Section("services", "section.services");
        foreach (var (kind, n) in services.Given)
            yield return new FormRow($"services/given/{kind}", T("services.given"), values.ServiceKind(kind), n);
        yield return new FormRow("services/contacts", T("services.contacts"), null, services.Contacts);
        yield return new FormRow("services/reached", T("services.reached"), null, services.Reached);
        yield return new FormRow("services/contactRate", T("services.contactRate"), null, services.ContactRate) { IsPercent = true };
        yield return new FormRow("services/dutiesEnded", T("services.dutiesEnded"), null, services.DutiesEnded);
        yield return new FormRow("services/dutiesInTime", T("services.dutiesInTime"), null, services.DutiesInTime);
        yield return new FormRow("services/onTimeRate", T("services.onTimeRate"), null, services.OnTimeRate) { IsPercent = true };
    }

    private FormRow Section(string key, string text) => new(key, T(text), null, null) { IsSection = true };

    private (string, string, string) Head(string key, string value) => ("meta/" + key, T("meta." + key), value);

    private string Word(Measure measure) => T("measure." + EnumName.Of(measure));

    private string T(string key) => texts.Of(key, language);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);
}

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
            Dimension.Ground => Entry(CodeListIds.PlaceGround, value),
            Dimension.Channel => Entry(CodeListIds.Channel, value),
            Dimension.Cause => T("cause." + value),
            Dimension.Peer => value.Split('/') is [var region, var block] ? $"{Region(region)} / {T("block." + block)}" : value,
            _ => value,
        };

    /// <summary>Reports that were submitted before answers had codes alone name the place and the channel by their names.</summary>
    private string Entry(string list, string code) =>
        CodeLists.BuiltIn[list].TryGet(code, out var entry) || CodeLists.BuiltIn[list].TryGetByName(code, out entry) ? Word(entry) : code;

    private string Word(CodeEntry entry) => language == Language.English ? entry.En : entry.Zh;

    private string T(string key) => texts.Of(key, language);

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);
}
