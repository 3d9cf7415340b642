using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Lists;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Lists;
using Grid.Storage.Receipts;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Lists;

/// <summary>Saved lists: stored with their receipt, read by office, gone when they expire, and never changed.</summary>
public sealed class PersonListsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private readonly Register register = new(database.ApplicationConnectionString);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PersonLists Lists => new(register.Source, register.Secrets.Ring);

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task A_list_is_read_as_it_was_stored_until_it_expires()
    {
        var list = List("36030101", 3);
        Assert.True(await Lists.CreateAsync(list, null, Cancellation));
        var found = (await Lists.FindAsync(list.Id, Now, Cancellation))!;
        Assert.Equal(new PersonListHead(list.Id, list.Office, list.Name, list.By, list.At, list.Until, 3), found.Head);
        Assert.Equal(list.Persons, found.Persons);
        Assert.Null(await Lists.FindAsync(list.Id, list.Until, Cancellation));
        Assert.Null(await Lists.FindAsync(Guid.NewGuid(), Now, Cancellation));
        Assert.DoesNotContain(list.Name, await StoredNameAsync(list.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_are_their_offices_the_newest_first()
    {
        var (old, young, other) = (List("36030201", 1), List("36030201", 1) with { At = Now.AddHours(1) }, List("36030301", 1));
        foreach (var list in (NewPersonList[])[old, young, other])
            Assert.True(await Lists.CreateAsync(list, null, Cancellation));
        Assert.Equal([young.Id, old.Id], await OfAsync(new SearchScope("36030201", null)));
        Assert.Equal([other.Id], await OfAsync(new SearchScope(null, "360303")));
        Assert.Empty(await OfAsync(new SearchScope(null, null)));

        async Task<IEnumerable<Guid>> OfAsync(SearchScope scope) => (await Lists.OfAsync(scope, Now, Cancellation)).Select(head => head.Id);
    }

    [Fact]
    public async Task An_office_has_so_many_at_a_time_and_what_has_expired_does_not_count_and_is_deleted()
    {
        const string Office = "36030401";
        var first = List(Office, 1) with { Until = Now.AddDays(1) };
        Assert.True(await Lists.CreateAsync(first, null, Cancellation));
        for (var i = 1; i < PersonLists.MostOfOffice; i++)
            Assert.True(await Lists.CreateAsync(List(Office, 1), null, Cancellation));
        var receipt = Receipt("too-many");
        Assert.False(await Lists.CreateAsync(List(Office, 1), receipt, Cancellation));
        await using (var command = register.Source.CreateCommand("SELECT count(*) FROM receipt WHERE key = 'too-many'"))
            Assert.Equal(0L, await command.ExecuteScalarAsync(Cancellation));

        Assert.True(await Lists.CreateAsync(List(Office, 1) with { At = first.Until }, null, Cancellation));
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM person_list_member WHERE list_id = $1", first.Id));
    }

    [Fact]
    public async Task A_key_makes_one_list_and_a_list_is_deleted_once()
    {
        var (one, receipt) = (List("36030501", 2), Receipt("list"));
        Assert.True(await Lists.CreateAsync(one, receipt, Cancellation));
        var two = List("36030501", 2);
        await Assert.ThrowsAsync<DuplicateReceiptException>(() => Lists.CreateAsync(two, receipt, Cancellation));
        Assert.Null(await Lists.FindAsync(two.Id, Now, Cancellation));

        Assert.True(await Lists.DeleteAsync(one.Id, null, Cancellation));
        Assert.False(await Lists.DeleteAsync(one.Id, null, Cancellation));
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM person_list_member WHERE list_id = $1", one.Id));
    }

    [Fact]
    public async Task A_batch_begins_once_under_a_key()
    {
        var receipts = new BatchReceipts(register.Source);
        await receipts.BeginAsync(Receipt("batch"), Cancellation);
        await Assert.ThrowsAsync<DuplicateReceiptException>(() => receipts.BeginAsync(Receipt("batch"), Cancellation));
    }

    [Theory]
    [InlineData("UPDATE person_list SET office = '36010101'")]
    [InlineData("UPDATE person_list_member SET person_id = gen_random_uuid()")]
    [InlineData("TRUNCATE person_list CASCADE")]
    public async Task A_list_cannot_be_changed(string attempt)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            DatabaseCommands.ExecuteAsync(database.ApplicationConnectionString, attempt)
        );
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static NewPersonList List(string office, int persons) =>
        new(
            Guid.NewGuid(),
            office,
            "周慕云等人",
            "clerk-1",
            Now,
            Now.AddDays(30),
            [.. Enumerable.Range(0, persons).Select(_ => PersonId.FromGuid(Guid.NewGuid()))]
        );

    private static CommandReceipt Receipt(string key) =>
        new("clerk-1", key, [1, 2, 3], "person-lists.create", new WriteAnswer(201, "/v1/person-lists/1", "{}"), Now);

    private Task<string> StoredNameAsync(Guid id) => ScalarAsync<string>("SELECT name FROM person_list WHERE id = $1", id);

    private Task<long> CountAsync(string sql, Guid id) => ScalarAsync<long>(sql, id);

    private async Task<T> ScalarAsync<T>(string sql, Guid id)
    {
        await using var command = register.Source.CreateCommand(sql);
        command.Parameters.AddWithValue(id);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
