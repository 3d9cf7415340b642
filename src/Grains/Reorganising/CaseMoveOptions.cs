using Microsoft.Extensions.Options;

namespace Grid.Grains.Reorganising;

/// <summary>Configuration section <c>Grid:CaseMoves</c>.</summary>
public sealed class CaseMoveOptions
{
    public const string Section = "Grid:CaseMoves";

    /// <summary>Persons whose cases move at once, 1 to 256.</summary>
    public int AtOnce { get; set; } = 16;

    /// <summary>Persons between two notes of how far an order is, 1 to 10,000.</summary>
    public int PageSize { get; set; } = 200;

    /// <summary>
    /// Before a sweep that follows one which left something; 10 ms to 1 hour. Each process takes over new data files on its own, so a
    /// person may be met where the office has not ended yet.
    /// </summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Refuses a process whose options for moving cases make no sense.</summary>
public sealed class CaseMoveOptionsValidator : IValidateOptions<CaseMoveOptions>
{
    public ValidateOptionsResult Validate(string? name, CaseMoveOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.AtOnce is < 1 or > 256)
            return ValidateOptionsResult.Fail(
                $"{CaseMoveOptions.Section}:{nameof(options.AtOnce)} is {options.AtOnce}; allowed are 1 to 256."
            );
        if (options.PageSize is < 1 or > 10_000)
            return ValidateOptionsResult.Fail(
                $"{CaseMoveOptions.Section}:{nameof(options.PageSize)} is {options.PageSize}; allowed are 1 to 10,000."
            );
        return options.Pause < TimeSpan.FromMilliseconds(10) || options.Pause > TimeSpan.FromHours(1)
            ? ValidateOptionsResult.Fail(
                $"{CaseMoveOptions.Section}:{nameof(options.Pause)} is {options.Pause}; allowed are 10 ms to 1 hour."
            )
            : ValidateOptionsResult.Success;
    }
}
