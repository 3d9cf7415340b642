using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Recounting;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Persons;

namespace Grid.Domain.Tests.Counting;

/// <summary>
/// Many small registers of one province under one clock, with the live counts of its leaves, the journal for a recount, and the model.
/// Everything that is stored goes through JSON.
/// </summary>
internal sealed class CountedProvince
{
    private readonly List<(DateTimeOffset At, RecountLine Line)> journal = [];
    private readonly Dictionary<string, LeafStore> leaves = [];

    public CountedProvince(int registers, Func<int, IdentityNumber[]> numbers)
    {
        var serials = new Serials();
        Registers =
        [
            .. Enumerable.Range(0, registers).Select(i => new SmallRegister(i * 10, numbers(i)) { Serials = serials, Watch = Watch }),
        ];
    }

    public IReadOnlyList<SmallRegister> Registers { get; }

    public StayModel Model { get; } = new();

    public IEnumerable<LeafStore> Leaves => leaves.Values;

    /// <summary>Kinds of entries that came up, for a test to see that it tested something.</summary>
    public Dictionary<CountKind, int> Kinds { get; } = [];

    public LeafStore Leaf(string region)
    {
        if (!leaves.TryGetValue(region, out var leaf))
            leaves.Add(region, leaf = new LeafStore(region));
        return leaf;
    }

    /// <summary>From the journal alone, against what is folded and what waits: no cell differs.</summary>
    public void CheckRecount()
    {
        var waiting = Leaves.Select(l => (l.Region, Outcome: l.Pending())).ToList();
        var recount = new JournalRecount(Leaves.SelectMany(l => l.Adjustments).Concat(waiting.SelectMany(w => w.Outcome.Adjustments)));
        foreach (var (_, line) in journal.OrderBy(j => j.At).ThenBy(j => j.Line.Person).ThenBy(j => j.Line.Sequence))
            recount.Add(line);
        Assert.Equal(0, recount.Inconsistencies);
        Assert.Equal(journal.Count, recount.Lines);
        var counted = Leaves
            .SelectMany(l => l.All)
            .Concat(
                waiting.SelectMany(w => w.Outcome.Deltas.Select(d => new RegionOfficeFigures(w.Region, d.Office, d.Period, d.Figures)))
            );
        Assert.Empty(RecountComparison.Differences(recount.Figures(), counted));
    }

    private void Watch(SeenEvent seen)
    {
        Model.Watch(seen);
        var today = ChinaTime.DateOf(seen.Context.Now);
        if (seen.Consequences.StatisticalStatus is { } || seen.Event is EnteredInError)
        {
            var facts = JsonDocument.Parse(JournalPrivacy.Readable(seen.Event)).RootElement;
            var on = seen.Event switch
            {
                Exited e => e.On,
                RegistrationTransferred e => e.On,
                PastRegistrationImported e => e.On,
                _ => today,
            };
            journal.Add(
                (
                    seen.Context.Now,
                    new RecountLine(
                        seen.After.Id,
                        seen.After.Sequence,
                        facts.GetProperty("event").GetString()!,
                        on,
                        today,
                        facts,
                        Stored(seen.Consequences.StatisticalStatus)
                    )
                )
            );
        }

        foreach (var (ordinal, entry) in seen.Consequences.Counts.Index())
        {
            Kinds[entry.Kind] = Kinds.GetValueOrDefault(entry.Kind) + 1;
            Leaf(entry.Region).Waiting.Add(new PendingCount(seen.After.Id, seen.After.Sequence, ordinal, Stored(entry)!));
        }
    }

    private static T? Stored<T>(T value) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, DomainJson.Options), DomainJson.Options);
}
