using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Batching;
using Grid.Testing.Databases;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Tests.Batching;

/// <summary>What becomes of a group of which the database rejects one item, or that it cannot answer.</summary>
public sealed class GroupWriterTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private NpgsqlDataSource source = null!;
    private Writer writer = null!;

    public ValueTask InitializeAsync()
    {
        source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        writer = new Writer(source);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await source.DisposeAsync();
    }

    [Fact]
    public async Task A_group_is_one_statement()
    {
        Item[] group = [new(4), new(5)];
        await writer.HandleAsync(group, Cancelled);
        Assert.Equal((25, 20), (await group[0].Answer, await group[1].Answer));
        Assert.Equal([2], writer.Groups);
    }

    [Fact]
    public async Task One_that_is_rejected_fails_alone_and_what_it_says_is_not_quoted()
    {
        Item[] group = [new(4), new(0), new(5)];
        await writer.HandleAsync(group, Cancelled);
        Assert.Equal((25, 20), (await group[0].Answer, await group[2].Answer));
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => group[1].Answer);
        Assert.Equal("Not divided (22012).", refused.Message);
        Assert.Null(refused.InnerException);
        Assert.Equal([3, 1, 1, 1], writer.Groups);
        Assert.Equal(0, writer.Drops);
    }

    [Fact]
    public async Task After_a_lost_connection_all_fail_and_the_next_group_has_another_one()
    {
        Item[] group = [new(4), new(Item.EndsConnection)];
        await writer.HandleAsync(group, Cancelled);
        foreach (var item in group)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => item.Answer);
        Assert.Equal([2], writer.Groups); // Not one by one: each could have been written.
        Assert.Equal(1, writer.Drops);

        Item[] next = [new(10)];
        await writer.HandleAsync(next, Cancelled);
        Assert.Equal(10, await next[0].Answer);
    }

    [Fact]
    public async Task One_that_ends_the_connection_when_it_is_tried_alone_leaves_the_others_their_answers()
    {
        Item[] group = [new(4), new(0), new(Item.EndsConnectionAlone), new(5)];
        await writer.HandleAsync(group, Cancelled);
        Assert.Equal(25, await group[0].Answer);
        await Assert.ThrowsAsync<StoreRefusedException>(() => group[1].Answer);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => group[2].Answer);
        Assert.Equal(20, await group[3].Answer);
    }

    [Fact]
    public async Task What_is_no_error_of_the_database_is_the_queue_s()
    {
        writer.Breaks = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.HandleAsync([new Item(1)], Cancelled));
    }

    private sealed class Item(int value) : Pending<int>
    {
        public const int EndsConnection = -1;
        public const int EndsConnectionAlone = -2;

        public int Value => value;
    }

    /// <summary>Divides 100 by each; the database rejects a division by zero.</summary>
    private sealed class Writer(NpgsqlDataSource source)
        : GroupWriter<Item>(new PersistentConnection(source, TimeProvider.System), "Not divided")
    {
        private const string Sql = """
            SELECT CASE
                WHEN value = -1 OR (value = -2 AND cardinality($1) = 1)
                THEN CASE WHEN pg_terminate_backend(pg_backend_pid()) AND pg_sleep(30) IS NULL THEN 0 ELSE 0 END
                ELSE 100 / value END
            FROM unnest($1) WITH ORDINALITY AS asked (value, place) ORDER BY place
            """;

        public List<int> Groups { get; } = [];

        public int Drops { get; private set; } = -1; // Once before the first connection.

        public bool Breaks { get; set; }

        protected override NpgsqlCommand Statement(NpgsqlConnection connection)
        {
            var statement = new NpgsqlCommand(Sql, connection);
            statement.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
            return statement;
        }

        protected override async Task WriteAsync(NpgsqlCommand statement, IReadOnlyList<Item> group, CancellationToken cancellationToken)
        {
            if (Breaks)
                throw new InvalidOperationException("Not of the database.");
            Groups.Add(group.Count);
            statement.Parameters[0].Value = group.Select(item => item.Value).ToArray();
            var results = new List<int>();
            await using (var row = await statement.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken))
                    results.Add(row.GetInt32(0));
            }

            foreach (var (item, result) in group.Zip(results))
                item.Complete(result);
        }

        protected override void Dropped() => Drops++;
    }
}
