namespace Grid.Api.Applicants;

/// <summary>The report is recorded.</summary>
public sealed record OwnReportView(string ReceiptNumber, bool Recorded);
