using Grid.Storage.Numbers;
using Grid.Storage.Sealing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Numbers;

/// <summary>No serial twice, in however many processes, until ten million are gone.</summary>
public sealed class SerialNumbersTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly RegisterSecrets Secrets = new(
        KeyRing.Create(SealAlgorithm.Aes256Gcm),
        RegisterKey.Create(KeyedHash.HmacSha256)
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serials_of_two_processes_are_all_different()
    {
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        using var one = new SerialNumbers(source, Secrets);
        using var other = new SerialNumbers(source, Secrets);
        var taken = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(i =>
                    Task.Run(
                        async () =>
                        {
                            var mine = new List<int>();
                            for (var k = 0; k < 500; k++)
                                mine.Add(await (i % 2 == 0 ? one : other).NextAsync(Cancellation));
                            return mine;
                        },
                        Cancellation
                    )
                )
        );
        var all = taken.SelectMany(mine => mine).ToList();
        Assert.Equal(8000, all.Distinct().Count());
        Assert.All(all, serial => Assert.InRange(serial, 0, 9_999_999));
    }

    [Fact]
    public async Task Those_of_receipts_are_all_different_too_and_do_not_follow_each_other()
    {
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        using var serials = new SerialNumbers(source, Secrets);
        var taken = new List<int>();
        for (var i = 0; i < 2000; i++)
            taken.Add(await serials.NextReceiptAsync(Cancellation));
        Assert.Equal(2000, taken.Distinct().Count());
        Assert.All(taken, serial => Assert.InRange(serial, 0, 9_999_999));
        Assert.InRange(taken.Zip(taken.Skip(1), (one, next) => next - one == 1 ? 1 : 0).Sum(), 0, 5);
    }

    [Fact]
    public async Task After_ten_million_they_begin_anew()
    {
        await using var own = await TestDatabase.CreateAsync(Cancellation);
        await DatabaseCommands.ExecuteAsync(own.OwnerConnectionString, "SELECT setval('serial_block', 9999000, false)");
        await using var source = NpgsqlDataSource.Create(own.ApplicationConnectionString);
        using var serials = new SerialNumbers(source, Secrets);
        for (var serial = 9_999_000; serial < 10_000_000; serial++)
            Assert.Equal(serial, await serials.NextAsync(Cancellation));
        Assert.Equal(0, await serials.NextAsync(Cancellation));
    }
}
