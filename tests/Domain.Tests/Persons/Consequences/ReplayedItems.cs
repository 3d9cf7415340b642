using Grid.Domain.Persons;
using Grid.Domain.Platform;

namespace Grid.Domain.Tests.Persons;

/// <summary>The journals give the same items as the commits made, in the same order for each person.</summary>
internal static class ReplayedItems
{
    public static void Check(SmallRegister register)
    {
        var sent = register.PlatformItems.ToDictionary(item => item.Key, StringComparer.Ordinal);
        var places = register
            .PlatformItems.Select((item, place) => (item.Key, place))
            .ToDictionary(pair => pair.Key, pair => pair.place, StringComparer.Ordinal);
        var replayed = Enumerable
            .Range(0, register.Records.Length)
            .SelectMany(who =>
            {
                var own = Committed(PlatformReplay.Of(register.Records[who], [Of(register, who)], World.Offices), register);
                Assert.Equal(own.Select(item => places[item.Item.Key]).Order(), own.Select(item => places[item.Item.Key]));
                return own;
            })
            .ToList();
        Assert.Equal(sent.Keys.Order(StringComparer.Ordinal), replayed.Select(item => item.Item.Key).Order(StringComparer.Ordinal));
        foreach (var (item, _, _) in replayed)
        {
            var first = sent[item.Key];
            Assert.Equal((first.Kind, first.On, first.Region), (item.Kind, item.On, item.Region));
            Assert.Equal(Map(first) is null, Map(item) is null);
        }

        // The journals of all that a case has been with, in one order.
        var all = PlatformReplay.Of(
            register.Records[0],
            [.. Enumerable.Range(0, register.Records.Length).Select(who => Of(register, who))],
            World.Offices
        );
        var together = Committed(all, register);
        Assert.Equal(
            register.PlatformItems.Select(item => item.Key).Order(StringComparer.Ordinal),
            together.Select(item => item.Item.Key).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>
    /// Without what imports brought: that is reported by a backfill only, from here, each registration once and with its exit, and each exit
    /// that came later.
    /// </summary>
    private static List<ReplayedItem> Committed(IReadOnlyList<ReplayedItem> replayed, SmallRegister register)
    {
        var sent = register.PlatformItems.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        var (committed, imported) = (
            replayed.Where(item => sent.Contains(item.Item.Key)),
            replayed.Where(item => !sent.Contains(item.Item.Key))
        );
        var undone = register.Journal.OfType<ImportUndone>().SelectMany(e => e.Over.Append(e.Active)).ToHashSet();
        var journals = replayed.Select(item => item.Person).Distinct().SelectMany(person => register.JournalOf(register.IndexOf(person)));
        string[] expected =
        [
            .. journals.SelectMany(change =>
                change switch
                {
                    RegistrationImported e when undone.Contains(e.Registration.Number) => [],
                    PastRegistrationImported e when undone.Contains(e.Past.Number) => [],
                    RegistrationImported e => [$"registration:{e.Registration.Number}"],
                    PastRegistrationImported e => [$"exit:{e.Past.Number}", $"registration:{e.Past.Number}"],
                    Exited { Imported: not null } e => [$"exit:{e.Number}"],
                    _ => Array.Empty<string>(),
                }
            ),
        ];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            imported.Select(item => string.Join(':', item.Item.Key.Split(':')[..2])).Order(StringComparer.Ordinal)
        );
        return [.. committed];
    }

    /// <summary>As a reader gives it, without what is idle.</summary>
    public static PersonHistory Of(SmallRegister register, int who) =>
        new(register.Records[who].Id, [.. register.RecordedOf(who).Where(entry => !PlatformReplay.Idle.Contains(entry.Event.GetType()))]);

    private static string? Map(PlatformItem item) => PlatformItemMapping.Map(PlatformFields.BuiltIn, item, "980102").Fields?.GetRawText();
}
