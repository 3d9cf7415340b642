using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Platform;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Platform;

/// <summary>The platform's store over a database of its own, with what its tests ask of it.</summary>
internal sealed class PlatformStore : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = Sample.Now.ToUniversalTime();
    public static readonly SearchScope Everything = new(null, "");

    private PlatformStore(TestDatabase database)
    {
        Database = database;
        Register = new Register(database.ApplicationConnectionString);
        Outbox = new PlatformOutbox(Register.Source, Register.Secrets.Ring);
        Intake = new PlatformIntake(Register.Source, Register.Secrets);
        Days = new PlatformDays(Register.Source);
        Orders = new PlatformOrders(Register.Source);
        Backfills = new PlatformBackfills(Register.Source, Register.Secrets.Ring, []);
    }

    public TestDatabase Database { get; }

    public Register Register { get; }

    public PlatformOutbox Outbox { get; }

    public PlatformIntake Intake { get; }

    public PlatformDays Days { get; }

    public PlatformOrders Orders { get; }

    public PlatformBackfills Backfills { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<PlatformStore> CreateAsync() => new(await TestDatabase.CreateAsync(Cancellation));

    /// <summary>A new person with these items, in one commit.</summary>
    public async Task<PersonId> AddAsync(params PlatformItem[] items)
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        await AppendAsync(person, items);
        return person;
    }

    /// <summary>One more commit of a person.</summary>
    public Task AppendAsync(PersonId person, params PlatformItem[] items) =>
        Register.AppendAsync(person, sequence => Sample.SmallCommit(sequence) with { PlatformItems = items });

    public Task<IReadOnlyList<LeasedItem>> LeaseAsync(DateTimeOffset at, int limit = 1000) =>
        Outbox.LeaseAsync(at, at.AddMinutes(5), limit, Cancellation);

    public async Task<LeasedItem> LeaseOneAsync(DateTimeOffset at) => Assert.Single(await LeaseAsync(at));

    public Task AcceptAsync(LeasedItem item, DateTimeOffset? at = null) =>
        MarkAsync(item, new ItemOutcome(item.Id, true, null, null, null, at ?? Now));

    public Task RefuseAsync(LeasedItem item, string code = "order", string reason = "原因") =>
        MarkAsync(item, new ItemOutcome(item.Id, false, code, reason, null, Now));

    public Task PutOffAsync(LeasedItem item, DateTimeOffset until) =>
        MarkAsync(item, new ItemOutcome(item.Id, false, null, null, until, Now));

    public Task MarkAsync(LeasedItem item, ItemOutcome outcome) => Outbox.MarkAsync(item.Lease, [outcome], Cancellation);

    public async Task<IReadOnlyList<RefusedItem>> ListAsync() =>
        (await Outbox.RefusedAsync(Everything, new PageRequest(200, null), Cancellation)).Items;

    public async Task<IReadOnlyList<PlatformOrder>> OrdersAsync() =>
        (await Orders.ListAsync(new PageRequest(200, null), Cancellation)).Items;

    public static CommandReceipt Receipt(string key) => new("operator-1", key, [1], "platform.resend", new WriteAnswer(202), Now);

    public async ValueTask DisposeAsync()
    {
        await Register.DisposeAsync();
        await Database.DisposeAsync();
    }
}
