using Grid.Domain.Counting;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// What the figures say of a person, computed from count entries alone and without the rules that made them: each entry puts a status in
/// or takes it out, and what remains is what is registered now. This is the closing = opening + new + in − exits − out, for every breakdown
/// at once.
/// </summary>
internal static class Contributions
{
    /// <summary>The active registrations by the entries of one record. What leaves must leave as it was.</summary>
    public static Dictionary<RegistrationNumber, StatisticalStatus> Of(IEnumerable<CountEntry> entries)
    {
        var standing = new Dictionary<RegistrationNumber, StatisticalStatus>();
        foreach (var entry in entries)
        {
            var number = entry.Case.Number;
            Assert.True(entry.DecidedOn >= entry.On);
            Assert.Equal(entry.Kind == CountKind.Exit, entry.ExitReason is not null);
            Assert.Equal(
                entry.Kind is CountKind.TransferIn or CountKind.TransferOut,
                entry.PeerRegion is not null && entry.PeerBlock is not null
            );
            switch (entry.Kind)
            {
                case CountKind.New
                or CountKind.LinkIn
                or CountKind.TransferIn
                or CountKind.Reopened
                or CountKind.Restored
                or CountKind.Baseline:
                    Assert.True(standing.TryAdd(number, entry.Case), $"{entry.Kind} of one that is active.");
                    break;
                case CountKind.Corrected or CountKind.Changed:
                    Assert.Equal(
                        (entry.Case.Region, entry.Case.Office, entry.Case.Block),
                        (standing[number].Region, standing[number].Office, standing[number].Block)
                    );
                    Assert.NotEqual(standing[number], entry.Case);
                    standing[number] = entry.Case;
                    break;
                case CountKind.Removed when !standing.ContainsKey(number):
                    break;
                default:
                    Assert.True(standing.Remove(number, out var stood), $"{entry.Kind} of one that is not active.");
                    Assert.Equal(stood, entry.Case);
                    break;
            }
        }

        return standing;
    }

    /// <summary>Inside the urban stock, 0 or 1 for a person.</summary>
    public static int Stock(IEnumerable<CountEntry> entries) => Of(entries).Values.Count(s => s.Block == CountBlock.Urban);

    /// <summary>The sum of the entries is the record's statistical status, in every fact.</summary>
    public static void Check(PersonRecord record, IReadOnlyList<CountEntry> entries)
    {
        var standing = Of(entries).Values;
        if (StatisticalStatuses.Of(record, World.Offices) is { } expected)
            Assert.Equal(expected, Assert.Single(standing));
        else
            Assert.Empty(standing);
        Assert.Equal(record.Registration is { Counted: true } ? 1 : 0, standing.Count(s => s.Block == CountBlock.Urban));
    }
}
