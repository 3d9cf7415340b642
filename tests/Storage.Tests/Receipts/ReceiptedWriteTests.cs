using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Receipts;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Receipts;

/// <summary>
/// A write without a person and its receipt when the connection is lost at the commit: one effect, and the receipt shows it.
/// </summary>
public sealed class ReceiptedWriteTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_answer_to_the_commit_is_found_out_by_the_receipt()
    {
        await using var proxy = new CuttingProxy(database.ApplicationConnectionString);
        await using var source = NpgsqlDataSource.Create(proxy.ConnectionString);
        var written = 0;
        await Assert.ThrowsAsync<DuplicateReceiptException>(() =>
            WriteAsync(source, "answer-lost", 2051, proxy.CutNextAnswer, () => written++)
        );
        Assert.Equal((1, 1, 1L), (proxy.Cuts, written, await TablesAsync(2051)));
        await using var receipts = new ReceiptStore(source, TimeProvider.System);
        Assert.Equal(new WriteAnswer(202), (await receipts.FindAsync("operator-1", "answer-lost", Cancellation))!.Answer);
    }

    [Fact]
    public async Task A_commit_that_never_arrived_is_made_up_for()
    {
        await using var proxy = new CuttingProxy(database.ApplicationConnectionString);
        await using var source = NpgsqlDataSource.Create(proxy.ConnectionString);
        var written = 0;
        Assert.True(
            await WriteAsync(
                source,
                "request-lost",
                2052,
                () =>
                {
                    if (written == 1)
                        proxy.CutNextRequest();
                },
                () => written++
            )
        );
        Assert.Equal((1, 2, 1L), (proxy.Cuts, written, await TablesAsync(2052)));
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_the_outcome_is_unknown_and_before_the_commit_nothing_was_done()
    {
        await using var proxy = new CuttingProxy(database.ApplicationConnectionString);
        await using var source = NpgsqlDataSource.Create(proxy.ConnectionString);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() =>
            WriteAsync(
                source,
                "gone",
                2053,
                () =>
                {
                    proxy.CutNextAnswer();
                    proxy.Refuse(true);
                },
                () => { }
            )
        );
        Assert.Equal(1, await TablesAsync(2053));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(source, "never", 2054, () => { }, () => { }));
        Assert.Equal(0, await TablesAsync(2054));
    }

    [Fact]
    public async Task What_had_nothing_to_do_leaves_no_receipt()
    {
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        Assert.False(await ReceiptedWrite.RunAsync(source, Receipt("nothing"), _ => Task.FromResult(false), Cancellation));
        await using var receipts = new ReceiptStore(source, TimeProvider.System);
        Assert.Null(await receipts.FindAsync("operator-1", "nothing", Cancellation));
        Assert.True(await ReceiptedWrite.RunAsync(source, Receipt("nothing"), _ => Task.FromResult(true), Cancellation));
    }

    private static CommandReceipt Receipt(string key) => new("operator-1", key, [1], "calendars.load", new WriteAnswer(202), Sample.Now);

    private static Task<bool> WriteAsync(NpgsqlDataSource source, string key, int year, Action beforeCommit, Action written) =>
        ReceiptedWrite.RunAsync(
            source,
            Receipt(key),
            async connection =>
            {
                await using var insert = new NpgsqlCommand(
                    "INSERT INTO calendar_table (region, year, body, loaded_by, loaded_at) VALUES ('CN', $1, '{}', 'operator-1', now())",
                    connection
                );
                insert.Parameters.AddWithValue(year);
                await insert.ExecuteNonQueryAsync(Cancellation);
                written();
                beforeCommit();
                return true;
            },
            Cancellation
        );

    private Task<long> TablesAsync(int year) =>
        DatabaseCommands.ScalarAsync<long>(database.OwnerConnectionString, $"SELECT count(*) FROM calendar_table WHERE year = {year}");
}
