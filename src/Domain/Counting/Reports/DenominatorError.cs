using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Reports;

/// <summary>Why a denominator is refused.</summary>
[JsonConverter(typeof(StrictEnumConverter<DenominatorError>))]
public enum DenominatorError
{
    /// <summary>Zero or less: there is no place without employed persons.</summary>
    NotPositive,

    /// <summary>More persons than a country has.</summary>
    TooLarge,

    /// <summary>Fewer employed than registered unemployed: a figure in another unit (万人), or of another place.</summary>
    BelowRegistered,

    /// <summary>The day of the figure is not over.</summary>
    AsOfInFuture,

    /// <summary>The day is before the year that precedes the period's: too old to stand for its end.</summary>
    AsOfTooOld,

    /// <summary>An estimate refers to 31 December of the year before the period's month, and nothing else.</summary>
    NotLastYearEnd,
}
