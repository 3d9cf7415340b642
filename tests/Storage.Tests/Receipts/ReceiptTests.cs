using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Receipts;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Receipts;

/// <summary>A caller's key is one command: found again, refused a second time, on either side of a month's end.</summary>
public sealed class ReceiptTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private readonly Register register = new(database.ApplicationConnectionString);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task A_receipt_is_found_by_its_caller_and_key_alone()
    {
        await using var receipts = new ReceiptStore(register.Source, TimeProvider.System);
        var person = register.IdOf(1);
        await register.AppendAsync(person, sequence => Sample.SmallCommit(sequence, Sample.Receipt(person, "one", digest: 9)));

        var found = await receipts.FindAsync("clerk-1", "one", Cancellation);
        Assert.NotNull(found);
        Assert.Equal(("clerk-1", "one", "SubmitApplication"), (found.Caller, found.Key, found.Operation));
        Assert.Equal([9, 2, 3], found.Digest);
        Assert.Equal(person, found.Person);
        Assert.Equal(Sample.Receipt(person, "one").Outcome, found.Outcome);
        Assert.Equal(Sample.Now, found.At);
        Assert.Null(await receipts.FindAsync("clerk-2", "one", Cancellation));
        Assert.Null(await receipts.FindAsync("clerk-1", "One", Cancellation));
        Assert.Null(await receipts.FindAsync("clerk-1", "o\0ne", Cancellation));
        Assert.Null(await receipts.FindAsync("clerk-1", new string('x', 100_000), Cancellation));
    }

    [Fact]
    public async Task One_key_of_two_callers_is_two_receipts()
    {
        await using var receipts = new ReceiptStore(register.Source, TimeProvider.System);
        var (one, other) = (register.IdOf(201), register.IdOf(202));
        await register.AppendAsync(one, sequence => Sample.SmallCommit(sequence, Sample.Receipt(one, "theirs")));
        await register.AppendAsync(other, sequence =>
            Sample.SmallCommit(sequence, Sample.Receipt(other, "theirs") with { Caller = "clerk-2" })
        );

        Assert.Equal(one, (await receipts.FindAsync("clerk-1", "theirs", Cancellation))?.Person);
        Assert.Equal(other, (await receipts.FindAsync("clerk-2", "theirs", Cancellation))?.Person);
    }

    [Fact]
    public async Task Many_at_once_get_each_their_own()
    {
        await using var receipts = new ReceiptStore(register.Source, TimeProvider.System);
        await Task.WhenAll(
            Enumerable
                .Range(10, 40)
                .Select(n =>
                    register.AppendAsync(register.IdOf(n), sequence =>
                        Sample.SmallCommit(sequence, Sample.Receipt(register.IdOf(n), $"many-{n}"))
                    )
                )
        );
        var found = await Task.WhenAll(Enumerable.Range(10, 80).Select(n => receipts.FindAsync("clerk-1", $"many-{n}", Cancellation)));
        for (var i = 0; i < found.Length; i++)
            Assert.Equal(i < 40 ? register.IdOf(10 + i) : null, found[i]?.Person);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_second_use_of_a_key_is_refused_whole(byte digest)
    {
        var person = register.IdOf(100 + digest);
        var state = await register.AppendAsync(person, sequence => Sample.SmallCommit(sequence, Sample.Receipt(person, $"again-{digest}")));
        await Assert.ThrowsAsync<DuplicateReceiptException>(() =>
            register.AppendAsync(state, person, sequence => Sample.SmallCommit(sequence, Sample.Receipt(person, $"again-{digest}", digest)))
        );
        Assert.Equal(1L, await register.ScalarAsync<long>("SELECT version FROM person WHERE person_id = $1", person.ToGuid()));
        Assert.Equal(1L, await register.ScalarAsync<long>("SELECT count(*) FROM journal WHERE person_id = $1", person.ToGuid()));
    }

    [Fact]
    public async Task One_key_on_many_persons_at_once_takes_effect_once()
    {
        Assert.Equal(1, await UseAtOnceAsync(200, "shared", _ => Sample.Now));
    }

    [Theory]
    [InlineData("2026-11-30T15:59:59.999Z", "2026-11-30T16:00:00Z")] // Midnight of 1 December in China.
    [InlineData("2026-12-31T15:59:00Z", "2026-12-31T16:03:00Z")]
    public async Task One_key_on_both_sides_of_a_months_end_takes_effect_once(string before, string after)
    {
        var first = after.GetHashCode(StringComparison.Ordinal) % 2 == 0 ? 1000 : 2000;
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(
                1,
                await UseAtOnceAsync(first + (round * 10), $"midnight-{after}-{round}", i =>
                    DateTimeOffset.Parse(i % 2 == 0 ? before : after, null)
                )
            );
        }

        await using var receipts = new ReceiptStore(register.Source, TimeProvider.System);
        Assert.NotNull(await receipts.FindAsync("clerk-1", $"midnight-{after}-0", Cancellation));
    }

    /// <summary>Eight persons write with one key; returns how many succeeded. The others left nothing.</summary>
    private async Task<int> UseAtOnceAsync(int first, string key, Func<int, DateTimeOffset> at)
    {
        await using var other = new Register(database.ApplicationConnectionString, secrets: register.Secrets);
        var persons = Enumerable.Range(first, 8).Select(register.IdOf).ToArray();
        var errors = await Task.WhenAll(
            persons.Select(
                (person, i) =>
                    Record
                        .ExceptionAsync(() =>
                            (i < 4 ? register : other).AppendAsync(person, sequence =>
                                Sample.SmallCommit(sequence, Sample.Receipt(person, key), at: at(i))
                            )
                        )
                        .AsTask()
            )
        );
        Assert.All(errors, error => Assert.True(error is null or DuplicateReceiptException, $"{error}"));
        var written = errors.Count(error => error is null);
        Assert.Equal(
            written,
            await register.ScalarAsync<long>(
                "SELECT count(*) FROM person WHERE person_id = ANY($1)",
                persons.Select(person => person.ToGuid()).ToArray()
            )
        );
        return written;
    }
}
