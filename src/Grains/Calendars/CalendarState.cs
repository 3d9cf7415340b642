namespace Grid.Grains.Calendars;

/// <summary>How far recomputing has come; kept by the stock grain storage.</summary>
[GenerateSerializer, Alias("Grid.CalendarState")]
public sealed class CalendarState
{
    /// <summary>The first day that the loaded tables may move; null when nothing was ever loaded.</summary>
    [Id(0)]
    public DateOnly? From { get; set; }

    /// <summary>1 or 2 while it runs, 0 when all is done.</summary>
    [Id(1)]
    public int Sweep { get; set; }

    /// <summary>The last person looked at in this sweep; null at its beginning.</summary>
    [Id(2)]
    public string? Cursor { get; set; }

    /// <summary>Persons looked at in the first sweep.</summary>
    [Id(3)]
    public long Done { get; set; }
}
