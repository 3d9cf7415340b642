using Grid.Api.Requests;
using Grid.Domain.Calendar;
using Grid.Domain.Text;

namespace Grid.Api.Calendars;

/// <summary>A year's table of one region, as in the data files.</summary>
public sealed record CalendarBody : IRequest<CalendarBody>
{
    public int? Year { get; init; }

    /// <summary><c>CN</c>, or the 2, 4 or 6 leading digits of a region.</summary>
    public string? Region { get; init; }

    /// <summary><c>official</c> or <c>provisional</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Day of the notice; of an official table.</summary>
    public string? Published { get; init; }

    /// <summary>Number or address of the notice.</summary>
    public string? Notice { get; init; }

    /// <summary>Days off.</summary>
    [LongestList(400)]
    public IReadOnlyList<string>? Off { get; init; }

    /// <summary>Worked Saturdays and Sundays.</summary>
    [LongestList(400)]
    public IReadOnlyList<string>? Worked { get; init; }

    public static CalendarBody Example { get; } =
        new()
        {
            Year = 2027,
            Region = "CN",
            Status = "provisional",
            Notice = "国务院办公厅通知尚未发布",
            Off = [.. ProvisionalYear.Compute(2027).Off.Select(Text)],
            Worked = [],
        };

    internal static CalendarBody Of(CalendarYear table) =>
        new()
        {
            Year = table.Year,
            Region = table.Region,
            Status = EnumName.Of(table.Status),
            Published = table.Published is { } day ? Text(day) : null,
            Notice = table.Notice,
            Off = [.. table.Off.Select(Text)],
            Worked = [.. table.Worked.Select(Text)],
        };

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd");
}
