using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>What the platform must hold of a registration.</summary>
/// <param name="Of">The registration, as it was read.</param>
/// <param name="Items">Its items, in their order.</param>
/// <param name="Order">The keys of everything that the person's history gives, in order: so that what waits already is neither overtaken
/// nor in the way.</param>
/// <param name="Trouble">Why nothing could be made; null when it could.</param>
public sealed record BackfillItems(BackfillCase Of, IReadOnlyList<ReplayedItem> Items, IReadOnlyList<string> Order, string? Trouble)
    : Discreet
{
    /// <summary>Makes them. A history that does not fold fails that registration only.</summary>
    public static BackfillItems Make(BackfillCase registration, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(registration);
        if (registration.Record is not { } record)
            return new BackfillItems(registration, [], [], registration.Trouble);
        try
        {
            var all = PlatformReplay.Of(record, registration.Histories, offices);
            return new BackfillItems(
                registration,
                [.. all.Where(item => PlatformReplay.IsOf(item.Item, registration.Registration, registration.Application))],
                [.. all.Select(item => item.Item.Key)],
                null
            );
        }
        catch (Exception e) when (e is NullReferenceException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            return new BackfillItems(registration, [], [], e.GetType().Name);
        }
    }
}

/// <summary>A registration of a backfill with all that its items are made of, as of one moment.</summary>
/// <param name="Person">Who holds it now.</param>
/// <param name="InError">It was entered in error: reported to the platform only if the platform ever received it.</param>
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
) : Discreet
{
    /// <summary>The store's own: by what it knows whether the person has changed since.</summary>
    public object? StoreTag { get; init; }
}
