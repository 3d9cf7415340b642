using Grid.Domain.Persons;
using Grid.Domain.Platform;

namespace Grid.Domain.Tests.Persons;

/// <summary>An item that is made again before anything else has happened says the same to the platform.</summary>
internal static class RenewedItems
{
    public static void Check(PlatformItem item, PersonRecord record, IReadOnlyList<RecordedEvent> journal)
    {
        var renewed = PlatformRenewal.Of(item.Key, record, journal, World.Offices);
        if (item.Kind == PlatformItemKind.Link || record.Identity is null)
        {
            Assert.Null(renewed);
            return;
        }

        Assert.NotNull(renewed);
        Assert.Equal((item.Kind, item.On, item.Region), (renewed.Kind, renewed.On, renewed.Region));

        Assert.Equal(Sent(item), Sent(renewed));
    }

    private static string? Sent(PlatformItem item) => PlatformItemMapping.Map(PlatformFields.BuiltIn, item, "980102").Fields?.GetRawText();
}
