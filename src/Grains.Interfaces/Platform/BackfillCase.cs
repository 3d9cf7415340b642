using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>A registration of a backfill with all that its items are made of, as of one moment.</summary>
/// <param name="Person">Who holds it now.</param>
/// <param name="InError">It was entered in error: the platform is told so only if it ever heard of it.</param>
/// <param name="Record">The holder's record; null when the person was erased, or cannot be read.</param>
/// <param name="Histories">The holder's journal, and those of the numbers that the case has been with.</param>
/// <param name="Trouble">Why it cannot be read; null when it can.</param>
public sealed record BackfillCase(
    BackfillPlace Place,
    RegistrationNumber Registration,
    ApplicationNumber Application,
    PersonId Person,
    bool InError,
    PersonRecord? Record,
    IReadOnlyList<PersonHistory> Histories,
    string? Trouble
)
{
    /// <summary>The store's own: by what it knows whether the person has changed since.</summary>
    public object? StoreTag { get; init; }
}
