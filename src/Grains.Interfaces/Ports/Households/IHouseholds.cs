using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Households;

/// <summary>
/// Households with their members. A person is a member of one household at a time, which the store guarantees; the records of the members
/// follow (<see cref="JoinHousehold"/>, <see cref="LeaveHousehold"/>).
/// </summary>
public interface IHouseholds
{
    /// <summary>The household; null when there is none of this identifier.</summary>
    Task<Household?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>What was done with a household, the earliest first.</summary>
    Task<IReadOnlyList<HouseholdEntry>> HistoryAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a new household, or a changed one, with what was done and the receipt, in one commit. False: another change came first, or
    /// one of the members is a member of another household; nothing is stored.
    /// </summary>
    /// <param name="household">As it is to be; its version is one higher than what was read, 1 for a new one.</param>
    /// <param name="entry">What was done.</param>
    /// <param name="receipt">Of the caller.</param>
    /// <param name="cancellationToken">When the caller went away.</param>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was stored.</exception>
    Task<bool> StoreAsync(Household household, HouseholdEntry entry, CommandReceipt? receipt, CancellationToken cancellationToken);
}

/// <summary>Something that was done with a household.</summary>
/// <param name="What">What.</param>
/// <param name="By">Subject of who did it.</param>
/// <param name="At">When.</param>
/// <param name="Evidence">On what it rests; sealed where it is stored. Null where nothing is to be shown.</param>
/// <param name="Note">Why; sealed. Null for none.</param>
public sealed record HouseholdEntry(HouseholdAct What, string By, DateTimeOffset At, Evidence? Evidence, string? Note) : Discreet;

/// <summary>What can be done with a household. The values are stored; never renumber.</summary>
public enum HouseholdAct
{
    Entered = 1,
    MemberAdded = 2,
    MemberRemoved = 3,
    Proposed = 4,
    Confirmed = 5,
    Rejected = 6,

    /// <summary>Looked at, and it goes on.</summary>
    Checked = 7,
    Ended = 8,
}
