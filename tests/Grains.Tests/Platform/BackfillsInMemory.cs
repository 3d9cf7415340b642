using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Tests.MadeUp;

namespace Grid.Grains.Tests.Platform;

/// <summary>A store of one backfill in memory, whose registrations belong to erased persons; it shows how the sync works on it.</summary>
internal sealed class BackfillsInMemory(int total, BackfillThrottle throttle) : IPlatformBackfills
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long rows;
    private BackfillStatus status = BackfillStatus.Running;

    public BackfillThrottle Throttle { get; set; } = throttle;

    /// <summary>What waits to be sent.</summary>
    public int Waiting { get; set; }

    public long Rows => rows;

    public Task Ended => ended.Task;

    public Task<PlatformBackfill?> CurrentAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            status == BackfillStatus.Running
                ? new PlatformBackfill(
                    Guid.Empty,
                    new BackfillRange(BackfillKind.Registrations, null, null, null, false),
                    status,
                    Throttle,
                    total,
                    null,
                    new BackfillCounts(rows, 0, 0, 0, 0, 0),
                    null,
                    "operator-1",
                    "",
                    default,
                    null,
                    null
                )
                : null
        );

    public Task<long> CountAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult((long)total);

    public Task<int> WaitingAsync(int limit, CancellationToken cancellationToken) => Task.FromResult(Math.Min(limit, Waiting));

    public Task<IReadOnlyList<BackfillCase>> ReadAsync(PlatformBackfill backfill, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BackfillCase>>([
            .. Enumerable.Range((int)rows, Math.Min(limit, total - (int)rows)).Select(n => Case(n)),
        ]);

    public Task<BackfillCounts?> WriteAsync(
        PlatformBackfill backfill,
        IReadOnlyList<BackfillItems> page,
        double? measured,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        rows += page.Count;
        return Task.FromResult<BackfillCounts?>(new BackfillCounts(page.Count, 0, 0, 0, page.Count, 0));
    }

    public Task<bool> EndAsync(PlatformBackfill backfill, DateTimeOffset at, CancellationToken cancellationToken)
    {
        status = BackfillStatus.Done;
        ended.TrySetResult();
        return Task.FromResult(true);
    }

    public Task<bool> StartAsync(
        Guid id,
        BackfillRange range,
        BackfillThrottle throttle,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<bool> TurnAsync(
        Guid id,
        BackfillTurn turn,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<bool> ThrottleAsync(
        Guid id,
        BackfillThrottle throttle,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<PlatformBackfill?> FindAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Page<PlatformBackfill>> ListAsync(string reach, PageRequest page, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<BackfillFailure>> FailuresAsync(Guid id, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private static BackfillCase Case(int n)
    {
        var day = new DateOnly(2020, 3, 31);
        var number = RegistrationNumber.Create("360102", day, n);
        return new BackfillCase(
            new BackfillPlace(day, number.Value),
            number,
            ApplicationNumber.Create("360102", day, n),
            PersonId.FromGuid(Guid.Empty),
            false,
            null,
            [],
            null
        );
    }
}
