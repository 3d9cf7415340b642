using Grid.Domain.Counting.Reports;

namespace Grid.Api.Reports;

/// <summary>A denominator as it was entered last.</summary>
public sealed record DenominatorView(
    string Region,
    string Period,
    long UrbanEmployed,
    string Source,
    DateOnly AsOf,
    bool EstimatedFromYearEnd,
    string EnteredBy,
    DateTimeOffset EnteredAt
)
{
    internal static DenominatorView Of(Denominator denominator) =>
        new(
            denominator.Region,
            denominator.Period.ToString(),
            denominator.UrbanEmployed,
            denominator.Source,
            denominator.AsOf,
            denominator.EstimatedFromYearEnd,
            denominator.By,
            denominator.At
        );
}
