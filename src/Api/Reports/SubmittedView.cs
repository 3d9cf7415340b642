namespace Grid.Api.Reports;

/// <summary>A report that was submitted: from now on it does not change, and its period is closed in all leaves below.</summary>
public sealed record SubmittedView(
    string Region,
    string Period,
    string Status,
    string Digest,
    string SubmittedBy,
    DateTimeOffset SubmittedAt,
    string Href
);
