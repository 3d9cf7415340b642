using System.Globalization;
using Grid.Domain.Text;

namespace Grid.PlatformSimulator.Wire;

/// <summary>Values of a query, each read or refused with its name.</summary>
internal static class QueryPlace
{
    public static string Region(this HttpRequest request) =>
        request.Text("region") is { } text
            ? WireText.IsRegion(text)
                ? text
                : throw new BadInputException("region", "2, 4 or 6 digits are expected")
            : throw new BadInputException("region", "missing");

    /// <summary>Empty, which is everywhere, when there is none.</summary>
    public static string RegionOrAll(this HttpRequest request) => request.Text("region") is null ? "" : request.Region();

    public static DateOnly? Day(this HttpRequest request, string name = "day") =>
        request.Text(name) is not { } text ? null
        : WireText.TryDay(text, out var day) ? day
        : throw new BadInputException(name, "a day is expected, yyyy-MM-dd");

    public static long Number(this HttpRequest request, string name, long otherwise, long least, long most) =>
        request.Text(name) is not { } text ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new BadInputException(name, $"a number from {least} to {most} is expected");

    /// <summary>Null when it is not there.</summary>
    public static string? Text(this HttpRequest request, string name)
    {
        var values = request.Query[name];
        return values.Count switch
        {
            0 => null,
            1 when values[0] is { Length: > 0 and <= 200 } text && !StorableText.HasControl(text) => text,
            _ => throw new BadInputException(name, "one value of 1 to 200 characters is expected"),
        };
    }
}
