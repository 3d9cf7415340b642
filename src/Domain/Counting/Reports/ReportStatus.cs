using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Reports;

/// <summary>How far a report is: draft → checked → submitted.</summary>
[JsonConverter(typeof(StrictEnumConverter<ReportStatus>))]
public enum ReportStatus
{
    /// <summary>草稿: computed live; not checked, or its checks failed, or its figures moved since.</summary>
    Draft,

    /// <summary>已审核: every check passed, and the figures are those that were checked.</summary>
    Checked,

    /// <summary>已上报: immutable, and the period is closed in all leaves below.</summary>
    Submitted,
}
