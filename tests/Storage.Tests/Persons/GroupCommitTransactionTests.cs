using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Persons;
using Grid.Testing.Databases;
using Npgsql;
using Orleans;

namespace Grid.Storage.Tests.Persons;

/// <summary>What grouping means: writes that wait at the same time share a transaction, and with groups of one each has its own.</summary>
public sealed class GroupCommitTransactionTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int Writes = 400;

    [Fact]
    public async Task Waiting_writes_share_transactions()
    {
        var transactions = await TransactionsOfAsync(100_000, new RegistryOptions());
        Assert.InRange(transactions, 1, Writes / 2);
    }

    [Fact]
    public async Task Groups_of_one_have_a_transaction_each()
    {
        var transactions = await TransactionsOfAsync(500_000, new RegistryOptions { GroupSize = 1 });
        Assert.Equal(Writes, transactions);
    }

    /// <summary>Writes new persons, all at once, and returns the number of transactions that made their rows.</summary>
    private async Task<long> TransactionsOfAsync(int first, RegistryOptions options)
    {
        await using var register = new Register(database.ApplicationConnectionString, options);
        var ids = Enumerable.Range(first, Writes).ToArray();
        await Task.WhenAll(
            ids.Select(n =>
            {
                var record = Sample.Record(register.IdOf(n), n, 1);
                return register.WriteAsync(new GrainState<PersonState> { State = new PersonState() }, record, Sample.SmallCommit(1));
            })
        );

        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        await using var command = source.CreateCommand("SELECT count(DISTINCT xmin::text) FROM person WHERE person_id = ANY($1)");
        command.Parameters.AddWithValue(ids.Select(n => register.IdOf(n).ToGuid()).ToArray());
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
