using Microsoft.Extensions.Options;

namespace Grid.Grains.Platform;

/// <summary>Refuses a process whose sync options make no sense.</summary>
public sealed class PlatformSyncOptionsValidator : IValidateOptions<PlatformSyncOptions>
{
    public ValidateOptionsResult Validate(string? name, PlatformSyncOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var wrong = new[]
        {
            Time(nameof(options.Interval), options.Interval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
            Time(nameof(options.PullInterval), options.PullInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(15)),
            Time(nameof(options.ReconcileInterval), options.ReconcileInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1)),
            Time(nameof(options.Lease), options.Lease, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
            Number(nameof(options.PageSize), options.PageSize, 2000),
            Number(nameof(options.BatchSize), options.BatchSize, 500),
            Number(nameof(options.AtOnce), options.AtOnce, 16),
            Number(nameof(options.PullSize), options.PullSize, 1000),
            Number(nameof(options.HandAtOnce), options.HandAtOnce, 64),
            Number(nameof(options.BackfillSize), options.BackfillSize, 500),
            Number(nameof(options.LookBack), options.LookBack, 60),
        }
            .OfType<string>()
            .ToArray();
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static string? Time(string name, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value >= least && value <= most ? null : $"{PlatformSyncOptions.Section}:{name} is {value}; allowed are {least} to {most}.";

    private static string? Number(string name, int value, int most) =>
        value >= 1 && value <= most ? null : $"{PlatformSyncOptions.Section}:{name} is {value}; allowed are 1 to {most}.";
}
