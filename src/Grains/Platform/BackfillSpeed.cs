namespace Grid.Grains.Platform;

/// <summary>How many registrations a second a backfill does: what it did lately, and when its next page may begin.</summary>
internal sealed class BackfillSpeed(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Queue<(long At, long Rows)> pages = [];
    private Guid backfill;
    private long begun;
    private long last;
    private long lastRows;

    /// <summary>Which one is measured; another one begins again.</summary>
    public void Of(Guid id)
    {
        if (id == backfill)
            return;
        backfill = id;
        pages.Clear();
        (begun, last, lastRows) = (clock.GetTimestamp(), clock.GetTimestamp(), 0);
    }

    /// <summary>How long the next page must wait, so that the rate as it is now is not exceeded.</summary>
    public TimeSpan Wait(int rate)
    {
        var left = TimeSpan.FromSeconds((double)lastRows / rate) - clock.GetElapsedTime(last);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>A page begins.</summary>
    public void Begin() => last = clock.GetTimestamp();

    /// <summary>It took these.</summary>
    public void Took(long rows)
    {
        lastRows = rows;
        pages.Enqueue((clock.GetTimestamp(), rows));
    }

    /// <summary>Registrations a second over the last minute; null before there is anything to measure.</summary>
    public double? Measured()
    {
        while (pages.Count > 1 && clock.GetElapsedTime(pages.Peek().At) > Window)
            begun = pages.Dequeue().At;
        var took = clock.GetElapsedTime(begun).TotalSeconds;
        return pages.Count > 0 && took > 0 ? pages.Sum(page => page.Rows) / took : null;
    }
}
