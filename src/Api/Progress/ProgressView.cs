namespace Grid.Api.Progress;

/// <summary>How far an application is, as the applicant sees it.</summary>
public sealed record ProgressView
{
    public required string ReceiptNumber { get; init; }

    /// <summary>待审核, 审核中 or 已审核.</summary>
    public required string Label { get; init; }

    /// <summary><c>Waiting</c>, <c>Under review</c> or <c>Reviewed</c>.</summary>
    public required string LabelEn { get; init; }

    /// <summary>After the review: <c>approved</c>, <c>notApproved</c> or <c>withdrawn</c>.</summary>
    public string? Result { get; init; }

    public required ProgressOffice Office { get; init; }

    /// <summary>The last day for the decision, as it was told.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The person is asked to correct identity data.</summary>
    public bool? CorrectionAsked { get; init; }

    /// <summary>Why it was not approved, in words.</summary>
    public string? NotApprovedBecause { get; init; }

    public string? NotApprovedBecauseEn { get; init; }

    public string? RegistrationNumber { get; init; }
}
