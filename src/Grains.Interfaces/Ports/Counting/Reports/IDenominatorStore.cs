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
    /// <exception cref="ReportRefusedException">The report of that region and period is submitted.</exception>
    Task StoreAsync(Denominator denominator, CommandReceipt? receipt, CancellationToken cancellationToken);
}
