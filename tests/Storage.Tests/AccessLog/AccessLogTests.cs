using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Chaining;
using Grid.Storage.Sealing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.AccessLog;

/// <summary>An entry is there when its call returns; if it cannot be, the call fails.</summary>
public sealed class AccessLogTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(8));

    private static readonly ChainKeys Keys = new(
        new RegisterSecrets(KeyRing.Create(SealAlgorithm.Aes256Gcm), RegisterKey.Create(KeyedHash.HmacSha256))
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_that_come_together_are_each_written_once()
    {
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        await using var log = new Grid.Storage.Access.AccessLog(source, TimeProvider.System, Keys);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => log.WriteAsync(Entry(i, $"clerk-{i}"), Cancellation)));
        Assert.Equal(
            100L,
            await DatabaseCommands.ScalarAsync<long>(
                database.ApplicationConnectionString,
                "SELECT count(DISTINCT actor) FROM access_log WHERE cardinality(person_ids) = substr(actor, 7)::int % 3 AND role = 'clerk' AND action = 'person.read' AND filter = 'name' AND reason LIKE 'sealed:%' AND trace_id = 't' AND office = '36010200'"
            )
        );
        Assert.Equal(
            100L,
            await DatabaseCommands.ScalarAsync<long>(database.ApplicationConnectionString, "SELECT count(*) FROM access_log")
        );
    }

    [Fact]
    public async Task An_entry_that_cannot_stand_fails_alone()
    {
        await using var database = await TestDatabase.CreateAsync(Cancellation);
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        await using var log = new Grid.Storage.Access.AccessLog(source, TimeProvider.System, Keys);
        var writes = Enumerable
            .Range(0, 20)
            .Select(i => log.WriteAsync(Entry(i, i == 13 ? "clerk\0" : $"clerk-{i}"), Cancellation))
            .ToArray();
        var errors = await Task.WhenAll(writes.Select(write => Record.ExceptionAsync(() => write).AsTask()));
        Assert.IsType<StoreRefusedException>(Assert.Single(errors, error => error is not null));
        Assert.Equal(
            19L,
            await DatabaseCommands.ScalarAsync<long>(database.ApplicationConnectionString, "SELECT count(*) FROM access_log")
        );
    }

    [Fact]
    public async Task Without_a_database_the_call_fails()
    {
        await using var source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Database=nothing;Timeout=2");
        await using var log = new Grid.Storage.Access.AccessLog(source, TimeProvider.System, Keys);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => log.WriteAsync(Entry(0, "clerk"), Cancellation));
    }

    private static AccessEntry Entry(int i, string actor) =>
        new(
            new Actor(actor, Role.Clerk, "36010200"),
            "person.read",
            [.. Enumerable.Range(0, i % 3).Select(_ => PersonId.FromGuid(Guid.NewGuid()))],
            "r",
            "name",
            "t",
            Now
        );
}
