namespace Grid.PlatformSimulator.Months;

/// <summary>A figure of the month.</summary>
internal enum MovementKind
{
    New,
    Exit,
    TransferIn,
    TransferOut,

    /// <summary>A case by reference that ended because of an ordinary registration.</summary>
    BecameOrdinary,

    /// <summary>
    /// Entered in error after it was transferred: the region of today gives it up, and what was counted where it came from stays.
    /// </summary>
    AdjustedOut,
}
