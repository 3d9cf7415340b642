using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Grid.PlatformSimulator.Wire;

/// <summary>Limits of the wire, and how its texts are read and written.</summary>
internal static class WireText
{
    public const int LargestBody = 8 * 1024 * 1024;
    public const int MostItems = 1000;
    public const int LongestKey = 200;
    public const int LongestValue = 4000;
    public const int MostFields = 100;

    /// <summary>Answers: camelCase, a null is written, Chinese text stays readable.</summary>
    public static JsonSerializerOptions Json { get; } = Create();

    public static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>2, 4 or 6 digits: a province, a city or a county.</summary>
    public static bool IsRegion(string? text) => text is { Length: 2 or 4 or 6 } && text.All(char.IsAsciiDigit);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }
}
