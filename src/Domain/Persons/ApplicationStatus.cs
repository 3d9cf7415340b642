using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>Where an application stands. The applicant sees three labels only: 待审核 (submitted), 审核中 (verifying, correction asked), 已审核 (the rest).</summary>
[JsonConverter(typeof(StrictEnumConverter<ApplicationStatus>))]
public enum ApplicationStatus
{
    Submitted,
    Verifying,
    CorrectionAsked,
    Approved,
    NotApproved,
    Withdrawn,
}
