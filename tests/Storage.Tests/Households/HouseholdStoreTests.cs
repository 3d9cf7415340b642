using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Households;
using Grid.Storage.Households;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Households;

/// <summary>Households: stored as a whole with their history, by the version that was read, each person a member of one.</summary>
public sealed class HouseholdStoreTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private static ulong last;

    private readonly Register register = new(database.ApplicationConnectionString);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HouseholdStore Store => new(register.Source, register.Secrets.Ring);

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task It_is_read_as_it_was_stored_with_its_history()
    {
        var household = Made(2);
        Assert.True(await StoreAsync(household, HouseholdAct.Entered));
        Assert.Equal(Text(household), Text(await FindAsync(household.Id)));
        var evidence = new Evidence { Basis = EvidenceBasis.ManualCheck, Note = "入户核查 欧阳" };
        var proposed = household with { Version = 2, State = HouseholdState.Proposed, ProposedBy = "clerk-1" };
        Assert.True(
            await Store.StoreAsync(
                proposed,
                new HouseholdEntry(HouseholdAct.Proposed, "clerk-1", Now, evidence, "说明"),
                null,
                Cancellation
            )
        );
        Assert.Equal(Text(proposed), Text(await FindAsync(household.Id)));
        var history = await Store.HistoryAsync(household.Id, Cancellation);
        Assert.Equal([HouseholdAct.Entered, HouseholdAct.Proposed], history.Select(entry => entry.What));
        Assert.Equal((evidence, "说明"), (history[1].Evidence, history[1].Note));
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM household_event WHERE evidence LIKE '%欧阳%' OR note LIKE '%说明%'"));
        Assert.Null(await FindAsync(Guid.NewGuid()));
        Assert.Empty(await Store.HistoryAsync(Guid.NewGuid(), Cancellation));
    }

    [Fact]
    public async Task Only_the_version_that_was_read_is_changed()
    {
        var household = Made(1);
        Assert.True(await StoreAsync(household, HouseholdAct.Entered));
        Assert.False(await StoreAsync(household, HouseholdAct.Entered));
        var one = household with { Version = 2, State = HouseholdState.Ended, EndedOn = new DateOnly(2026, 11, 24) };
        Assert.True(await StoreAsync(one, HouseholdAct.Ended));
        Assert.False(await StoreAsync(household with { Version = 2 }, HouseholdAct.Checked));
        Assert.False(await StoreAsync(household with { Version = 4 }, HouseholdAct.Checked));
        Assert.False(await StoreAsync(Made(1) with { Version = 2 }, HouseholdAct.Checked));
        Assert.Equal(HouseholdState.Ended, (await FindAsync(household.Id))!.State);
        Assert.Equal(2, (await Store.HistoryAsync(household.Id, Cancellation)).Count);
    }

    [Fact]
    public async Task A_person_is_a_member_of_one_household_at_a_time()
    {
        var first = Made(2);
        Assert.True(await StoreAsync(first, HouseholdAct.Entered));
        var second = Made(1) with { Members = [.. Made(1).Members, first.Members[0]] };
        Assert.False(await StoreAsync(second, HouseholdAct.Entered));
        Assert.Null(await FindAsync(second.Id));

        // Who has left can come, and come back.
        var left = first with { Version = 2, Members = [first.Members[0] with { Until = Now.AddHours(1) }, first.Members[1]] };
        Assert.True(await StoreAsync(left, HouseholdAct.MemberRemoved));
        Assert.True(await StoreAsync(second, HouseholdAct.Entered));
        Assert.Equal(2, (await FindAsync(second.Id))!.Present.Count());
        var back = left with
        {
            Version = 3,
            Members = [.. left.Members, new HouseholdMember(first.Members[0].Person, "1", Now.AddHours(2), null)],
        };
        Assert.False(await StoreAsync(back, HouseholdAct.MemberAdded));
        Assert.Equal(2, (await FindAsync(first.Id))!.Version);
    }

    [Fact]
    public async Task The_application_cannot_change_what_was_done()
    {
        var household = Made(1);
        Assert.True(await StoreAsync(household, HouseholdAct.Entered));
        foreach (
            var sql in (string[])["UPDATE household_event SET by = 'x'", "DELETE FROM household_event", "DELETE FROM household_member"]
        )
        {
            await using var command = register.Source.CreateCommand(sql);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    private static Household Made(int members) =>
        new()
        {
            Id = Guid.NewGuid(),
            Office = "36010201",
            State = HouseholdState.Entered,
            Version = 1,
            Others = [new HouseholdOthers("2", 1)],
            CreatedAt = Now,
            Members =
            [
                .. Enumerable
                    .Range(0, members)
                    .Select(i => new HouseholdMember(
                        new PersonId((UInt128)Interlocked.Increment(ref last) + 77_000),
                        i == 0 ? "0" : "1",
                        Now,
                        null
                    )),
            ],
        };

    private static string Text(Household? household) =>
        System.Text.Json.JsonSerializer.Serialize(household, Domain.Json.DomainJson.Options);

    private Task<Household?> FindAsync(Guid id) => Store.FindAsync(id, Cancellation);

    private Task<bool> StoreAsync(Household household, HouseholdAct act) =>
        Store.StoreAsync(household, new HouseholdEntry(act, "clerk-1", Now, null, null), null, Cancellation);

    private async Task<long> CountAsync(string sql)
    {
        await using var command = register.Source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
