using Grid.Grains.Interfaces.Platform;

namespace Grid.Grains.Platform;

/// <summary>A leased page while it is sent, and the outcomes of its items so far.</summary>
internal sealed class PageInFlight(IPlatformOutbox outbox, Guid lease, TimeProvider clock, CancellationToken cancellationToken)
{
    private readonly List<ItemOutcome> unmarked = [];
    private readonly List<(LeasedItem Item, string Reason)> rejected = [];

    /// <summary>The platform answered at least one item.</summary>
    public bool AnyAnswer { get; private set; }

    public void Refused(LeasedItem item, string? code, string reason)
    {
        unmarked.Add(new ItemOutcome(item.Id, Accepted: false, code, reason, null, clock.GetUtcNow()));
        PlatformDiagnostics.CountItems("refused", 1);
    }

    public void ByHand(LeasedItem item) =>
        unmarked.Add(new ItemOutcome(item.Id, Accepted: false, null, null, null, clock.GetUtcNow(), ByHand: true));

    public void RejectedAlone(LeasedItem item, string reason) => rejected.Add((item, reason));

    public async Task AnsweredAsync(IEnumerable<LeasedItem> items, IReadOnlyList<PlatformAnswer> answers)
    {
        var byKey = new Dictionary<string, PlatformAnswer>(StringComparer.Ordinal);
        foreach (var answer in answers)
            byKey.TryAdd(answer.Key, answer);
        foreach (var item in items)
        {
            if (!byKey.TryGetValue(item.Item.Key, out var answer))
            {
                unmarked.Add(Unanswered(item));
                continue;
            }

            AnyAnswer = true;
            if (!answer.Accepted)
            {
                Refused(
                    item,
                    answer.ReasonCode,
                    answer.Reason is { Length: > 0 } reason ? reason : "平台未说明原因。The platform gives no reason."
                );
                continue;
            }

            unmarked.Add(new ItemOutcome(item.Id, Accepted: true, null, null, null, clock.GetUtcNow()));
            PlatformDiagnostics.CountItems("accepted", 1);
        }

        await MarkAsync();
    }

    public async Task UnansweredAsync(IEnumerable<LeasedItem> items)
    {
        unmarked.AddRange(items.Select(Unanswered));
        await MarkAsync();
    }

    /// <summary>
    /// An item refused as a whole request is at fault only if the platform answers others; otherwise the platform is.
    /// </summary>
    public async Task SettleRejectedAsync()
    {
        foreach (var (item, reason) in rejected)
        {
            if (AnyAnswer)
                Refused(item, PlatformSending.RejectedCode, reason);
            else
                unmarked.Add(Unanswered(item));
        }

        rejected.Clear();
        await MarkAsync();
    }

    public async Task MarkAsync()
    {
        if (unmarked.Count == 0)
            return;
        var outcomes = unmarked.ToArray();
        unmarked.Clear();
        await outbox.MarkAsync(lease, outcomes, cancellationToken);
    }

    private ItemOutcome Unanswered(LeasedItem item)
    {
        PlatformDiagnostics.CountItems("unanswered", 1);
        var now = clock.GetUtcNow();
        return new ItemOutcome(item.Id, Accepted: false, null, null, now + PlatformRetries.OfItem(item.Attempts), now);
    }
}
