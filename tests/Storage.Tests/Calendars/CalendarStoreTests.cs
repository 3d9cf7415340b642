using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Calendars;
using Grid.Storage.Receipts;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Calendars;

/// <summary>Loaded calendar tables, and the version that announces each.</summary>
public sealed class CalendarStoreTests : IAsyncLifetime
{
    private static readonly CalendarYear Provisional = new(
        "CN",
        2027,
        CalendarStatus.Provisional,
        null,
        "按规则推算",
        [new DateOnly(2027, 1, 1)],
        []
    );

    private TestDatabase database = null!;
    private NpgsqlDataSource source = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(Cancellation);
        source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_table_replaces_the_one_of_its_region_and_year_and_each_store_is_seen_by_the_version()
    {
        var store = new CalendarStore(source);
        Assert.Equal(0, await store.VersionAsync(Cancellation));
        Assert.Empty(await store.ReadAsync(Cancellation));

        await store.StoreAsync(Provisional, "operator-1", Sample.Now, null, Cancellation);
        var first = await store.VersionAsync(Cancellation);
        Assert.True(first > 0);

        var province = Provisional with { Region = "36", Off = [], Worked = [new DateOnly(2027, 1, 1)] };
        await store.StoreAsync(province, "operator-1", Sample.Now, null, Cancellation);
        var official = Provisional with
        {
            Status = CalendarStatus.Official,
            Published = new DateOnly(2026, 11, 10),
            Notice = "国办发明电〔2026〕7号",
            Off = [new DateOnly(2026, 12, 31), new DateOnly(2027, 1, 1)],
            Worked = [new DateOnly(2027, 1, 3)],
        };
        var second = await store.VersionAsync(Cancellation);
        await store.StoreAsync(official, "operator-2", Sample.Now.AddDays(1), null, Cancellation);
        var third = await store.VersionAsync(Cancellation);
        Assert.True(first < second && second < third);
        Assert.Equal(third, await store.VersionAsync(Cancellation));

        Assert.Equal(
            ((CalendarYear[])[province, official]).Select(table => JsonSerializer.Serialize(table, DomainJson.Options)),
            (await store.ReadAsync(Cancellation)).Select(table => JsonSerializer.Serialize(table, DomainJson.Options))
        );
        Assert.Equal(
            "operator-2",
            await DatabaseCommands.ScalarAsync<string>(
                database.OwnerConnectionString,
                "SELECT loaded_by FROM calendar_table WHERE region = 'CN'"
            )
        );
    }

    [Fact]
    public async Task A_table_and_its_receipt_are_stored_together_or_not_at_all()
    {
        var store = new CalendarStore(source);
        await using var receipts = new ReceiptStore(source, TimeProvider.System);
        var receipt = new CommandReceipt(
            "operator-1",
            "load-1",
            [1, 2, 3],
            "calendars.load",
            new WriteAnswer(202, "/v1/calendars/progress", """{"b":1,"a":2}"""),
            Sample.Now
        );
        await store.StoreAsync(Provisional, "operator-1", Sample.Now, receipt, Cancellation);
        var found = await receipts.FindAsync("operator-1", "load-1", Cancellation);
        Assert.NotNull(found);
        Assert.Equal((receipt.Answer, null, null, "calendars.load"), (found.Answer, found.Outcome, found.Person, found.Operation));
        Assert.Equal(receipt.Digest, found.Digest);
        Assert.Equal(receipt.At, found.At);

        // The key again, with another table: neither is stored.
        var version = await store.VersionAsync(Cancellation);
        await Assert.ThrowsAsync<DuplicateReceiptException>(() =>
            store.StoreAsync(Provisional with { Year = 2030 }, "operator-1", Sample.Now, receipt with { Digest = [9] }, Cancellation)
        );
        Assert.Equal(version, await store.VersionAsync(Cancellation));

        // A table that the database refuses takes its receipt with it.
        await Assert.ThrowsAsync<StoreRefusedException>(() =>
            store.StoreAsync(Provisional with { Year = 1900 }, "operator-1", Sample.Now, receipt with { Key = "load-2" }, Cancellation)
        );
        Assert.Null(await receipts.FindAsync("operator-1", "load-2", Cancellation));
    }

    [Fact]
    public async Task One_key_at_once_stores_one_table_also_around_midnight_of_a_month()
    {
        var store = new CalendarStore(source);
        var midnight = DateTimeOffset.Parse("2026-11-30T16:00:00Z", null);
        var errors = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Record
                        .ExceptionAsync(() =>
                            store.StoreAsync(
                                Provisional with
                                {
                                    Year = 2040 + i,
                                },
                                "operator-1",
                                midnight,
                                new CommandReceipt(
                                    "operator-1",
                                    "raced",
                                    [(byte)i],
                                    "calendars.load",
                                    new WriteAnswer(202),
                                    i % 2 == 0 ? midnight : midnight.AddTicks(-10)
                                ),
                                Cancellation
                            )
                        )
                        .AsTask()
                )
        );
        Assert.Equal(7, errors.OfType<DuplicateReceiptException>().Count());
        Assert.Single(await store.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task The_version_changes_even_when_an_earlier_store_commits_later()
    {
        var store = new CalendarStore(source);
        await store.StoreAsync(Provisional with { Year = 2028 }, "operator-1", Sample.Now, null, Cancellation);
        await using var slow = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await slow.BeginTransactionAsync(Cancellation);
        await using (
            var update = new NpgsqlCommand("UPDATE calendar_table SET version = nextval('calendar_version') WHERE year = 2028", slow)
        )
        {
            await update.ExecuteNonQueryAsync(Cancellation);
        }

        await store.StoreAsync(Provisional with { Year = 2029 }, "operator-1", Sample.Now, null, Cancellation);
        var before = await store.VersionAsync(Cancellation);
        await transaction.CommitAsync(Cancellation);
        Assert.NotEqual(before, await store.VersionAsync(Cancellation));
    }
}
