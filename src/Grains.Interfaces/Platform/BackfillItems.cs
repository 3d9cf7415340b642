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
{
    /// <summary>Makes them. A history that does not fold is that registration's trouble, and nobody else's.</summary>
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
