using System.Globalization;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Silo.Hosting;

/// <summary>
/// The bands of age and duration that reports use, from the configuration section <c>Grid:Bands</c>; the same in every process, or the same
/// figures have two digests.
/// </summary>
public static class StockBandsSettings
{
    public const string Section = "Grid:Bands";

    private const int Most = 20;

    /// <exception cref="ConfigurationException">Not whole numbers that rise.</exception>
    public static StockBands Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Section);
        var usual = StockBands.Usual;
        return new StockBands(
            List(section, nameof(StockBands.Ages)) ?? usual.Ages,
            List(section, nameof(StockBands.Months)) ?? usual.Months,
            section[nameof(StockBands.LongTermMonths)] is { } text ? Number(nameof(StockBands.LongTermMonths), text) : usual.LongTermMonths
        );
    }

    private static int[]? List(IConfigurationSection section, string name)
    {
        if (section[name] is not { } text)
            return null;
        int[] ends = [.. text.Split(',').Select(one => Number(name, one))];
        return ends.Length <= Most && ends.Zip(ends.Skip(1)).All(pair => pair.First < pair.Second)
            ? ends
            : throw new ConfigurationException(
                $"{Section}:{name} is '{text}'; it must be at most {Most} lower ends that rise, such as 16,25,35,45,55."
            );
    }

    private static int Number(string name, string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1200
            ? number
            : throw new ConfigurationException($"{Section}:{name} has '{text}'; whole numbers from 0 to 1200 are allowed.");
}
