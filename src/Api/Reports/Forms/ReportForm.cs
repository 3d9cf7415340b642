using Grid.Api.Problems;
using Grid.Domain.Counting;
using Grid.Domain.Data;

namespace Grid.Api.Reports.Forms;

/// <summary>The month's form (月报表) as rows. Every export is written from them, so exports cannot differ.</summary>
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

/// <summary>What the form says above its figures, besides what is in the report.</summary>
/// <param name="State">draft, checked or submitted.</param>
/// <param name="Filler">Who submitted it, or who takes the draft.</param>
/// <param name="On">The day of it.</param>
internal sealed record FormHead(string State, string Digest, string Filler, DateOnly On, DateOnly Due);

/// <summary>One row of the form.</summary>
/// <param name="Key">For programs: <c>urban/new/reason/21</c>; stays the same in both languages.</param>
/// <param name="Item">What is counted.</param>
/// <param name="By">The breakdown and its value; null for a total.</param>
/// <param name="Current">The figure of the period; null where there is none.</param>
/// <param name="LastMonth">That of the period before, where it is compared.</param>
/// <param name="LastYear">That of the same month of the year before, where it is compared.</param>
internal sealed record FormRow(string Key, string Item, string? By, decimal? Current, decimal? LastMonth = null, decimal? LastYear = null)
{
    /// <summary>In place of a figure: a word, such as the reason for its absence.</summary>
    public string? Text { get; init; }

    /// <summary>A heading without a figure.</summary>
    public bool IsSection { get; init; }

    /// <summary>A rate in percent with two decimals; else whole persons.</summary>
    public bool IsPercent { get; init; }

    public decimal? Change => Current - LastMonth;

    public decimal? ChangeYear => Current - LastYear;
}

/// <summary>The words of the month's form in both languages, from <c>data/reports/form.json</c>.</summary>
internal sealed class FormTexts
{
    private readonly Dictionary<string, Words> texts;

    private FormTexts(Dictionary<string, Words> texts) => this.texts = texts;

    public static FormTexts BuiltIn { get; } = Read(EmbeddedData.Read("reports/form.json"));

    /// <summary>The text; a key that is not there is an error of the program, and shown as it is.</summary>
    public string Of(string key, Language language) => texts.TryGetValue(key, out var words) ? words.In(language) : key;

    public bool Has(string key) => texts.ContainsKey(key);

    /// <exception cref="DataFileException">A text is missing in one of the languages.</exception>
    public static FormTexts Read(DataFile file)
    {
        var read = file.As<Dictionary<string, Words>>();
        var lacking = read.FirstOrDefault(text => string.IsNullOrWhiteSpace(text.Value.Zh) || string.IsNullOrWhiteSpace(text.Value.En)).Key;
        return lacking is null ? new FormTexts(read) : throw new DataFileException(file.Name, $"{lacking} lacks a language");
    }
}
