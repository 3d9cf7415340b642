using Microsoft.Extensions.Options;

namespace Grid.Grains.Counting;

/// <summary>Refuses a process whose counting options make no sense.</summary>
public sealed class CountingOptionsValidator : IValidateOptions<CountingOptions>
{
    public ValidateOptionsResult Validate(string? name, CountingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = new[]
        {
            Time(nameof(options.Interval), options.Interval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            Number(nameof(options.PageSize), options.PageSize, 5_000),
            Number(nameof(options.AtOnce), options.AtOnce, 64),
            Number(nameof(options.ReadsAtOnce), options.ReadsAtOnce, 64),
            Time(nameof(options.NudgePause), options.NudgePause, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)),
            Time(nameof(options.WatchInterval), options.WatchInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            Time(nameof(options.WatchAge), options.WatchAge, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            Time(nameof(options.SumAge), options.SumAge, TimeSpan.Zero, TimeSpan.FromSeconds(1)),
            Number(nameof(options.ChildrenAtOnce), options.ChildrenAtOnce, 64),
        }
            .OfType<string>()
            .ToArray();
        return mistakes.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static string? Time(string name, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value >= least && value <= most ? null : $"{CountingOptions.Section}:{name} is {value}; allowed are {least} to {most}.";

    private static string? Number(string name, int value, int most) =>
        value >= 1 && value <= most ? null : $"{CountingOptions.Section}:{name} is {value}; allowed are 1 to {most}.";
}
