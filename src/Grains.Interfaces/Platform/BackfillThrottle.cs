namespace Grid.Grains.Interfaces.Platform;

/// <summary>How fast a backfill may go.</summary>
/// <param name="Rate">Registrations a second, at most.</param>
/// <param name="Backlog">It waits while as many items as that, or more, wait to be sent.</param>
public sealed record BackfillThrottle(int Rate, int Backlog)
{
    public const int HighestRate = 10_000;
    public const int LargestBacklog = 100_000;

    public static BackfillThrottle Usual { get; } = new(500, 2_000);
}
