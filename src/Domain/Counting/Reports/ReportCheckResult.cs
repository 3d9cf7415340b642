using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Reports;

/// <summary>How a check ended.</summary>
[JsonConverter(typeof(StrictEnumConverter<ReportCheckResult>))]
public enum ReportCheckResult
{
    Passed,

    /// <summary>Could not be made, or something is to be known; does not hinder a submission.</summary>
    Noted,

    /// <summary>The report cannot be submitted.</summary>
    Failed,
}
