using Grid.Storage.Numbers;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Numbers;

/// <summary>No serial twice, in however many processes, until ten million are gone.</summary>
public sealed class SerialNumbersTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serials_of_two_processes_are_all_different()
    {
        await using var source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        using var one = new SerialNumbers(source);
        using var other = new SerialNumbers(source);
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
    public async Task After_ten_million_they_begin_anew()
    {
        await using var own = await TestDatabase.CreateAsync(Cancellation);
        await DatabaseCommands.ExecuteAsync(own.OwnerConnectionString, "SELECT setval('serial_block', 9999000, false)");
        await using var source = NpgsqlDataSource.Create(own.ApplicationConnectionString);
        using var serials = new SerialNumbers(source);
        for (var serial = 9_999_000; serial < 10_000_000; serial++)
            Assert.Equal(serial, await serials.NextAsync(Cancellation));
        Assert.Equal(0, await serials.NextAsync(Cancellation));
    }
}
