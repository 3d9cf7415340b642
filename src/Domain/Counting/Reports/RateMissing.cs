using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Reports;

/// <summary>Why there is no rate.</summary>
[JsonConverter(typeof(StrictEnumConverter<RateMissing>))]
public enum RateMissing
{
    /// <summary>Nobody has entered the urban employed of the region at the period's end.</summary>
    DenominatorNotEntered,

    /// <summary>The stock has grown above the figure that was entered: one of the two is wrong.</summary>
    DenominatorBelowRegistered,
}
