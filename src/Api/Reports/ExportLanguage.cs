namespace Grid.Api.Reports;

/// <summary>In which language an export is written.</summary>
internal enum ExportLanguage
{
    Zh,
    En,
}
