using System.Collections.Concurrent;
using System.Net;
using Grid.Api.Access;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Api.Tests.Access;

/// <summary>Denials are written one by one until there are many; then they are added up, and neither the number nor a person is lost.</summary>
public sealed class DenialLogTests : IDisposable
{
    private static readonly Actor Stranger = new("anonymous", Role.Anonymous, null);
    private static readonly Actor Clerk = new("clerk", Role.Clerk, "36010201");

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(8)));
    private readonly KeptLog log = new();
    private readonly AccessMetrics metrics = new();
    private readonly DenialLog denials;

    public DenialLogTests() => denials = new DenialLog(log, metrics, clock, NullLogger<DenialLog>.Instance);

    public void Dispose()
    {
        denials.Dispose();
        metrics.Dispose();
    }

    [Fact]
    public async Task A_flood_from_one_address_is_a_few_entries_with_the_whole_number()
    {
        for (var i = 0; i < 5000; i++)
            await DenyAsync(Stranger, "203.0.113.9");
        Assert.Equal(DenialLog.Single, log.Entries.Count);
        await denials.FlushAsync();
        Assert.Equal(DenialLog.Single + 1, log.Entries.Count);
        Assert.Equal(5000, log.Entries.Sum(entry => entry.Times));
        Assert.All(log.Entries, entry => Assert.Equal(("203.0.113.9", AccessOutcome.NotSignedIn), (entry.Address, entry.Outcome)));

        // Later there is room for single ones again.
        clock.Advance(TimeSpan.FromMinutes(1));
        await DenyAsync(Stranger, "203.0.113.9");
        Assert.Equal(DenialLog.Single + 2, log.Entries.Count);
    }

    [Fact]
    public async Task Strangers_from_everywhere_fill_neither_memory_nor_log_nor_hide_a_caller()
    {
        for (var i = 0; i < 20_000; i++)
            await DenyAsync(Stranger, $"198.{18 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}");
        await DenyAsync(Clerk, "10.0.0.1", AccessOutcome.OutOfReach);
        Assert.Equal(601, log.Entries.Count);
        Assert.Equal(("clerk", "10.0.0.1"), (log.Entries[^1].Actor.Subject, log.Entries[^1].Address));
        await denials.FlushAsync();
        Assert.InRange(log.Entries.Count, 602, 601 + 201);
        Assert.Equal(20_001, log.Entries.Sum(entry => entry.Times));
    }

    [Fact]
    public async Task Every_person_of_a_flood_is_named()
    {
        var persons = Enumerable.Range(0, 3000).Select(_ => PersonId.FromGuid(Guid.NewGuid())).ToList();
        foreach (var person in persons)
            await DenyAsync(Clerk, "10.0.0.1", AccessOutcome.OutOfReach, person);
        await denials.FlushAsync();
        Assert.Equal(persons.ToHashSet(), log.Entries.SelectMany(entry => entry.Persons).ToHashSet());
        Assert.InRange(log.Entries.Count, 20, 20 + 7);
        Assert.All(log.Entries, entry => Assert.InRange(entry.Persons.Count, 1, DenialLog.MostPersons));
    }

    [Fact]
    public async Task What_could_not_be_written_is_written_later()
    {
        log.Fails = true;
        for (var i = 0; i < 30; i++)
            await DenyAsync(Clerk, "10.0.0.1");
        await denials.FlushAsync();
        Assert.Empty(log.Entries);
        log.Fails = false;
        await denials.FlushAsync();
        Assert.Equal(30, Assert.Single(log.Entries).Times);
    }

    [Fact]
    public async Task A_stop_writes_what_is_added_up()
    {
        await denials.StartAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 25; i++)
            await DenyAsync(Clerk, "10.0.0.1");
        await denials.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(25, log.Entries.Sum(entry => entry.Times));
    }

    private Task DenyAsync(Actor actor, string address, AccessOutcome outcome = AccessOutcome.NotSignedIn, PersonId? person = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return denials.RecordAsync(context, actor, "persons.read", outcome, person is { } one ? [one] : []);
    }

    private sealed class KeptLog : IAccessLog
    {
        private readonly ConcurrentQueue<AccessEntry> entries = new();

        public bool Fails { get; set; }

        public IReadOnlyList<AccessEntry> Entries => [.. entries];

        public Task WriteAsync(AccessEntry entry, CancellationToken cancellationToken)
        {
            if (Fails)
                return Task.FromException(new StoreUnavailableException("away"));
            entries.Enqueue(entry);
            return Task.CompletedTask;
        }
    }
}
