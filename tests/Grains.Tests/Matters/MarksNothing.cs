using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Systems;

namespace Grid.Grains.Tests.Matters;

/// <summary>The outbox of a process that dies before it can mark what it sent.</summary>
internal sealed class MarksNothing(ISystemOutbox inner) : ISystemOutbox
{
    public Task<IReadOnlyList<LeasedMessage>> LeaseAsync(
        OutsideSystem system,
        DateTimeOffset now,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    ) => inner.LeaseAsync(system, now, until, limit, cancellationToken);

    public Task MarkSentAsync(LeasedMessage message, DateTimeOffset at, CancellationToken cancellationToken) =>
        throw new IOException("The process is gone.");

    public Task MarkFailedAsync(LeasedMessage message, string reason, DateTimeOffset? retryAt, CancellationToken cancellationToken) =>
        throw new IOException("The process is gone.");

    public Task<Page<GivenUpMessage>> GivenUpAsync(
        IReadOnlyCollection<OutsideSystem> systems,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    ) => inner.GivenUpAsync(systems, scope, page, cancellationToken);

    public Task<bool> ResendAsync(
        long id,
        IReadOnlyCollection<OutsideSystem> systems,
        SearchScope scope,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) => inner.ResendAsync(id, systems, scope, now, receipt, cancellationToken);

    public Task<bool> SettleAsync(
        long id,
        IReadOnlyCollection<OutsideSystem> systems,
        SearchScope scope,
        bool byHand,
        string by,
        DateTimeOffset now,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) => inner.SettleAsync(id, systems, scope, byHand, by, now, receipt, cancellationToken);

    public Task<int> ForgetAsync(OutsideSystem system, DateTimeOffset before, CancellationToken cancellationToken) =>
        inner.ForgetAsync(system, before, cancellationToken);
}
