using Grid.Api.Problems;
using Grid.Api.Reports.Forms;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Text;

namespace Grid.Api.Reports;

/// <summary>One check.</summary>
/// <param name="Result"><c>passed</c>, <c>noted</c> or <c>failed</c>.</param>
/// <param name="Details">Where it failed, or what is noted.</param>
public sealed record CheckLine(string Check, string Text, string Result, IReadOnlyList<string> Details)
{
    internal static CheckLine Of(ReportCheck check, Language language) =>
        new(
            EnumName.Of(check.Kind),
            FormTexts.BuiltIn.Of("check." + EnumName.Of(check.Kind), language),
            EnumName.Of(check.Result),
            check.Details
        );
}
