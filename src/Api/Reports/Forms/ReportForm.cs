using Grid.Domain.Counting;

namespace Grid.Api.Reports.Forms;

/// <summary>The month's form (月报表) as rows, from which every export is written: so they cannot differ.</summary>
/// <param name="Title">城镇登记失业人员情况</param>
/// <param name="Head">Region, period, unit, who filled it in, date, state, digest: each with its word.</param>
/// <param name="Columns">The words of the columns: key, item, by, current, last month, change, last year, change.</param>
/// <param name="Rows">All figures.</param>
/// <param name="ChildColumns">Of the table of regions below: region, and a measure each.</param>
/// <param name="ChildMeasures">The measures of those columns.</param>
/// <param name="Children">Code and name of a region below, and its urban totals in the order of the columns; empty for a leaf.</param>
internal sealed record ReportForm(
    string Title,
    IReadOnlyList<(string Key, string Label, string Value)> Head,
    IReadOnlyList<string> Columns,
    IReadOnlyList<FormRow> Rows,
    IReadOnlyList<string> ChildColumns,
    IReadOnlyList<Measure> ChildMeasures,
    IReadOnlyList<(string Code, string Name, IReadOnlyList<long> Totals)> Children
)
{
    public required string FiguresSheet { get; init; }

    public required string ChildrenSheet { get; init; }
}
