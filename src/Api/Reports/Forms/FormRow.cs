namespace Grid.Api.Reports.Forms;

/// <summary>One row of the form.</summary>
/// <param name="Key">For programs: <c>urban/new/reason/21</c>; stays the same in both languages.</param>
/// <param name="Item">What is counted.</param>
/// <param name="By">The breakdown and its value; null for a total.</param>
/// <param name="Current">The figure of the period; null where there is none.</param>
/// <param name="LastMonth">That of the period before, where it is compared.</param>
/// <param name="LastYear">That of the same month of the year before, where it is compared.</param>
internal sealed record FormRow(string Key, string Item, string? By, decimal? Current, decimal? LastMonth = null, decimal? LastYear = null)
{
    /// <summary>In place of a figure: a word, such as why there is none.</summary>
    public string? Text { get; init; }

    /// <summary>A heading without a figure.</summary>
    public bool IsSection { get; init; }

    /// <summary>A rate in percent with two decimals; else whole persons.</summary>
    public bool IsPercent { get; init; }

    public decimal? Change => Current - LastMonth;

    public decimal? ChangeYear => Current - LastYear;
}
