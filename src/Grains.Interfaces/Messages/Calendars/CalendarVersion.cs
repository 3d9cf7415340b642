using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grid.Domain.Calendar;

namespace Grid.Grains.Interfaces.Calendars;

/// <summary>The version of a year's table: the same for the same table, whoever stored it and when.</summary>
public static class CalendarVersion
{
    /// <summary>32 hex digits.</summary>
    public static string Of(CalendarYear table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"{table.Region}\n{table.Year}\n{table.Status}\n{table.Published:yyyy-MM-dd}\n{table.Notice}\n"
        );
        foreach (var day in table.Off)
            text.Append(CultureInfo.InvariantCulture, $"-{day:yyyy-MM-dd}");
        foreach (var day in table.Worked)
            text.Append(CultureInfo.InvariantCulture, $"+{day:yyyy-MM-dd}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }
}
