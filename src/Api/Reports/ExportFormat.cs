namespace Grid.Api.Reports;

/// <summary>How a report leaves the register.</summary>
internal enum ExportFormat
{
    Csv,
    Xlsx,
    Json,
}
