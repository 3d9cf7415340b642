using Microsoft.Extensions.Options;

namespace Grid.Silo.Notices;

/// <summary>Refuses a process whose gateway options make no sense.</summary>
public sealed class SmsOptionsValidator : IValidateOptions<SmsOptions>
{
    public ValidateOptionsResult Validate(string? name, SmsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.BaseAddress is null)
            return ValidateOptionsResult.Success;
        var wrong = new List<string>();
        if (!Uri.TryCreate(options.BaseAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            wrong.Add($"{nameof(options.BaseAddress)} is '{options.BaseAddress}'; an address with http or https is expected.");
        if (
            string.IsNullOrWhiteSpace(options.Path)
            || options.Path.StartsWith('/')
            || !Uri.TryCreate(options.Path, UriKind.Relative, out _)
        )
            wrong.Add($"{nameof(options.Path)} is '{options.Path}'; a path without a leading slash is expected.");
        if (string.IsNullOrEmpty(options.KeyHeader) || !options.KeyHeader.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            wrong.Add($"{nameof(options.KeyHeader)} is '{options.KeyHeader}'; letters, digits and hyphens are allowed.");
        if (options.KeyFile is { } file && !File.Exists(file))
            wrong.Add($"{nameof(options.KeyFile)} names '{file}', which is no file.");
        if (options.AttemptTimeout < TimeSpan.FromMilliseconds(100) || options.AttemptTimeout > TimeSpan.FromSeconds(30))
            wrong.Add($"{nameof(options.AttemptTimeout)} is {options.AttemptTimeout}; allowed are 100 ms to 30 s.");
        if (options.Retries is < 0 or > 5)
            wrong.Add($"{nameof(options.Retries)} is {options.Retries}; allowed are 0 to 5.");
        return wrong.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(w => $"{SmsOptions.Section}:{w}"));
    }
}
