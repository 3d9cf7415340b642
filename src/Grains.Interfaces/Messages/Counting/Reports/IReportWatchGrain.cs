namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>
/// Watches that reports are submitted (79/2020 (九): by the 3rd, or the next working day). From the 1st of the following month on it notes
/// and warns of those that are not, once each before the deadline and once after. One grain, of key <see cref="Only"/>.
/// </summary>
[Alias("Grid.IReportWatchGrain")]
public interface IReportWatchGrain : IGrainWithStringKey
{
    const string Only = "reports";

    /// <summary>Makes sure that there is a reminder. Each silo calls it at its start, and periodically.</summary>
    [Alias("Watch")]
    Task Watch();

    /// <summary>Checks now; answers with the number of due reports that are not submitted.</summary>
    [Alias("Look")]
    Task<int> Look();
}
