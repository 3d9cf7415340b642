using Grid.Domain.Persons;
using Grid.Domain.Platform;

namespace Grid.Domain.Tests.Persons;

/// <summary>The journals give the same items as the commits made, in the same order for each person.</summary>
internal static class ReplayedItems
{
    public static void Check(SmallRegister register)
    {
        var told = register.PlatformItems.ToDictionary(item => item.Key, StringComparer.Ordinal);
        var places = register
            .PlatformItems.Select((item, place) => (item.Key, place))
            .ToDictionary(pair => pair.Key, pair => pair.place, StringComparer.Ordinal);
        var replayed = Enumerable
            .Range(0, register.Records.Length)
            .SelectMany(who =>
            {
                var own = PlatformReplay.Of(register.Records[who], [Of(register, who)], World.Offices);
                Assert.Equal(own.Select(item => places[item.Item.Key]).Order(), own.Select(item => places[item.Item.Key]));
                return own;
            })
            .ToList();
        Assert.Equal(told.Keys.Order(StringComparer.Ordinal), replayed.Select(item => item.Item.Key).Order(StringComparer.Ordinal));
        foreach (var (item, _, _) in replayed)
        {
            var first = told[item.Key];
            Assert.Equal((first.Kind, first.On, first.Region), (item.Kind, item.On, item.Region));
            Assert.Equal(Map(first) is null, Map(item) is null);
        }

        // The journals of all that a case has been with, in one order.
        var together = PlatformReplay.Of(
            register.Records[0],
            [.. Enumerable.Range(0, register.Records.Length).Select(who => Of(register, who))],
            World.Offices
        );
        Assert.Equal(
            register.PlatformItems.Select(item => item.Key).Order(StringComparer.Ordinal),
            together.Select(item => item.Item.Key).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>As a reader gives it, without what is idle.</summary>
    public static PersonHistory Of(SmallRegister register, int who) =>
        new(register.Records[who].Id, [.. register.RecordedOf(who).Where(entry => !PlatformReplay.Idle.Contains(entry.Event.GetType()))]);

    private static string? Map(PlatformItem item) => PlatformItemMapping.Map(PlatformFields.BuiltIn, item, "980102").Fields?.GetRawText();
}
