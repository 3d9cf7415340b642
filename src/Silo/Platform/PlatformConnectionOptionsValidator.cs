using Microsoft.Extensions.Options;

namespace Grid.Silo.Platform;

/// <summary>Refuses a process whose way to the platform makes no sense.</summary>
public sealed class PlatformConnectionOptionsValidator : IValidateOptions<PlatformConnectionOptions>
{
    public ValidateOptionsResult Validate(string? name, PlatformConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.BaseAddress is null)
            return ValidateOptionsResult.Success;
        var wrong = new List<string>();
        if (!Uri.TryCreate(options.BaseAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            wrong.Add($"{nameof(options.BaseAddress)} is '{options.BaseAddress}'; an address with http or https is expected.");
        else if (address.Scheme != "https" && (options.ClientCertificateFile ?? options.AuthorityFile) is not null)
            wrong.Add($"{nameof(options.BaseAddress)} is '{options.BaseAddress}'; certificates need https.");
        if (options.AttemptTimeout < TimeSpan.FromMilliseconds(100) || options.AttemptTimeout > TimeSpan.FromMinutes(2))
            wrong.Add($"{nameof(options.AttemptTimeout)} is {options.AttemptTimeout}; allowed are 100 ms to 2 minutes.");
        if (options.Retries is < 0 or > 5)
            wrong.Add($"{nameof(options.Retries)} is {options.Retries}; allowed are 0 to 5.");
        if (options.LongestAnswer is < 64 * 1024 or > 64 * 1024 * 1024)
            wrong.Add($"{nameof(options.LongestAnswer)} is {options.LongestAnswer}; allowed are 65,536 to 67,108,864 bytes.");
        if (options.Connections is < 1 or > 64)
            wrong.Add($"{nameof(options.Connections)} is {options.Connections}; allowed are 1 to 64.");
        if (options.ClientCertificatePasswordFile is not null && options.ClientCertificateFile is null)
            wrong.Add($"{nameof(options.ClientCertificatePasswordFile)} is set without {nameof(options.ClientCertificateFile)}.");
        wrong.AddRange(
            from file in new[]
            {
                (Name: nameof(options.ClientCertificateFile), Path: options.ClientCertificateFile),
                (Name: nameof(options.ClientCertificatePasswordFile), Path: options.ClientCertificatePasswordFile),
                (Name: nameof(options.AuthorityFile), Path: options.AuthorityFile),
                (Name: nameof(options.SigningKeyFile), Path: options.SigningKeyFile),
            }
            where file.Path is not null && !File.Exists(file.Path)
            select $"{file.Name} names '{file.Path}', which is no file."
        );
        return wrong.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(w => $"{PlatformConnectionOptions.Section}:{w}"));
    }
}
