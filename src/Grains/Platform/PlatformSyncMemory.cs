namespace Grid.Grains.Platform;

/// <summary>What the sync must remember of its days; kept by the stock grain storage. All else is in the tables of the store.</summary>
[GenerateSerializer, Alias("Grid.PlatformSyncMemory")]
public sealed class PlatformSyncMemory
{
    /// <summary>Days for which something was or may have been sent since they last reconciled.</summary>
    [Id(0)]
    public List<DateOnly> Open { get; set; } = [];

    /// <summary>The last day whose end was noticed; null before the first.</summary>
    [Id(1)]
    public DateOnly? LastOver { get; set; }

    /// <summary>
    /// The last day that reconciled while this was kept. The table of days is what is shown
    /// (<see cref="Interfaces.Platform.IPlatformDays.LastReconciledAsync"/>): it has those from elsewhere, too.
    /// </summary>
    [Id(2)]
    public DateOnly? LastReconciled { get; set; }
}
