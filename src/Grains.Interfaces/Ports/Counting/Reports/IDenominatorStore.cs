using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>Denominators as they were entered. The latest of a region and period counts; earlier ones stay.</summary>
public interface IDenominatorStore
{
    /// <summary>The latest; null when none is entered.</summary>
    Task<Denominator?> FindAsync(string region, CountingPeriod period, CancellationToken cancellationToken);

    /// <summary>The latest of each of these regions and periods that has one.</summary>
    Task<IReadOnlyList<Denominator>> ListAsync(
        IReadOnlyList<string> regions,
        CountingPeriod from,
        CountingPeriod to,
        CancellationToken cancellationToken
    );

    /// <summary>Enters one, with its receipt. Once the report of the period is submitted, none can be entered.</summary>
    /// <param name="expected">When the one was entered that the caller read: it must be the latest. Null for any, or none.</param>
    /// <exception cref="ReportRefusedException">The report of that region and period is submitted.</exception>
    /// <exception cref="DenominatorChangedException">Another one is the latest; nothing was entered.</exception>
    Task StoreAsync(Denominator denominator, DateTimeOffset? expected, CommandReceipt? receipt, CancellationToken cancellationToken);
}

/// <summary>A denominator was entered since the caller read it.</summary>
/// <param name="latest">The one that is in force; null when there is none.</param>
public sealed class DenominatorChangedException(Denominator? latest) : Exception("Another denominator was entered in between.")
{
    /// <inheritdoc cref="DenominatorChangedException(Denominator?)" path="/param[@name='latest']"/>
    public Denominator? Latest { get; } = latest;
}
