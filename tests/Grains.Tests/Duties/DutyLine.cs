namespace Grid.Grains.Tests.Duties;

/// <summary>One journal entry about a duty.</summary>
public sealed record DutyLine(string Event, string Key, DateOnly On, DateTimeOffset At, string? How, string? Office)
{
    public override string ToString() =>
        $"{At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm:ss}  {Event, -12} {Key, -18} of {On:yyyy-MM-dd}  {How ?? Office}";
}
