using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Licences;

/// <summary>
/// What the register knows of the province's electronic licences (电子证照): what was confirmed of each certificate, the days that were compared,
/// and the backfill of certificates from before the port was turned on.
/// </summary>
public interface ILicences
{
    /// <summary>
    /// Compares what the licence platform lists of a day with what it confirmed, stores the differences in place of the day's earlier ones, and
    /// puts back to be sent what it has lost.
    /// </summary>
    /// <param name="day">Inclusive, China's day.</param>
    /// <param name="there">Of the day, and some time before and after it: both sides write down a moment of their own.</param>
    Task<IReadOnlyList<LicenceDifference>> CompareAsync(
        DateOnly day,
        IReadOnlyList<LicenceThere> there,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// The first day before <paramref name="today"/> that has something to compare and was not compared; null for none.
    /// </summary>
    /// <param name="earliest">None before it.</param>
    Task<DateOnly?> NextDayAsync(DateOnly earliest, DateOnly today, CancellationToken cancellationToken);

    /// <summary>The latest days first, with their differences.</summary>
    Task<Page<LicenceDay>> DaysAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Orders a backfill, in one commit with the receipt. One that runs goes on; one that is over begins again.</summary>
    Task StartBackfillAsync(string by, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>How far the latest one is; null when none was ever ordered.</summary>
    Task<LicenceBackfill?> BackfillAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The next page of the backfill that runs: writes for each certificate that the platform does not know as it is one item, with its place, in
    /// one commit. Any process may call it; what is interrupted goes on at the same place.
    /// </summary>
    /// <returns>False when none runs, or this was the last page.</returns>
    Task<bool> StepBackfillAsync(int limit, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What the platform has of one certificate.</summary>
public sealed record LicenceThere(CertificateNumber Certificate, CertificateState Status) : Discreet;

/// <summary>A certificate that is not the same on both sides.</summary>
/// <param name="Certificate">Its number.</param>
/// <param name="Difference"><c>missingThere</c>, <c>unknownHere</c> or <c>differs</c>.</param>
/// <param name="There">Its status at the platform; null where it has none such.</param>
/// <param name="Here">The status that the platform has confirmed; null where it never did.</param>
/// <param name="Settled"><c>sentAgain</c>; null: an operator must look.</param>
public sealed record LicenceDifference(string Certificate, string Difference, string? There, string? Here, string? Settled) : Discreet;

/// <summary>A day that was compared.</summary>
/// <param name="There">How many certificates the platform listed.</param>
public sealed record LicenceDay(DateOnly Day, DateTimeOffset ComparedAt, int There, IReadOnlyList<LicenceDifference> Differences)
    : Discreet;

/// <summary>How far a backfill is.</summary>
/// <param name="Walked">Registrations that were looked at.</param>
/// <param name="Made">Items that were written.</param>
/// <param name="Unread">Registrations whose record could not be read; each is tried again when a backfill is ordered again.</param>
/// <param name="EndedAt">Null while it runs.</param>
public sealed record LicenceBackfill(
    string OrderedBy,
    DateTimeOffset OrderedAt,
    long Walked,
    long Made,
    long Unread,
    DateTimeOffset? EndedAt
) : Discreet;
