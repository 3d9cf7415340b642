namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>
/// Watches that reports are submitted (79/2020 (九): by the 3rd, or the next working day). From the 1st of the following month on it notes
/// and warns of those that are not, once each before the deadline and once after. One grain, of key <see cref="Only"/>.
/// </summary>
[Alias("Grid.IReportWatchGrain")]
public interface IReportWatchGrain : IGrainWithStringKey
{
    const string Only = "reports";

    /// <summary>Sees to it that there is a reminder. Each silo asks for that at its start, and again and again.</summary>
    [Alias("Watch")]
    Task Watch();

    /// <summary>Looks now; says how many reports are owed that are not submitted.</summary>
    [Alias("Look")]
    Task<int> Look();
}
