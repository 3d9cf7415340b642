namespace Grid.PlatformSimulator.Months;

/// <summary>One registration moves one figure of a region.</summary>
/// <param name="Region">Leaf region.</param>
/// <param name="Block">In which block it counts: urban, the stock of 79/2020 (十), or one beside it.</param>
/// <param name="Reason">AJC00A, of an exit.</param>
internal sealed record Movement(MovementKind Kind, string Region, string Block, DateOnly On, string? Reason = null);

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

/// <summary>An item that is held of a registration.</summary>
internal sealed record RegistrationItem(string Registration, string Kind, DateOnly Day, IReadOnlyDictionary<string, string> Fields);
