using Grid.Api.Requests;

namespace Grid.Api.Reports;

/// <summary>The urban employed persons at the end of a period (期末城镇从业人数), as a source gives them.</summary>
public sealed record DenominatorBody : IRequest<DenominatorBody>
{
    /// <summary>Persons, not 万人; without the registered unemployed.</summary>
    public int? UrbanEmployed { get; init; }

    /// <summary>Who gave it.</summary>
    public string? Source { get; init; }

    /// <summary>The day for which the source gives it; of an estimate 31 December of the year before.</summary>
    public string? AsOf { get; init; }

    /// <summary>Estimated with reference to the end of last year, because no figure of the month is to be had (79/2020 (十)).</summary>
    public bool? EstimatedFromYearEnd { get; init; }

    public static DenominatorBody Example { get; } =
        new()
        {
            UrbanEmployed = 268_400,
            Source = "区统计局",
            AsOf = "2025-12-31",
            EstimatedFromYearEnd = true,
        };
}
