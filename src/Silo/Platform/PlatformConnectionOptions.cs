using System.ComponentModel.DataAnnotations;
using Grid.Grains.Interfaces.Settings;

namespace Grid.Silo.Platform;

/// <summary>
/// The way to the national platform: configuration section <c>Grid:Platform</c>, which also holds the options of the sync. Without an
/// address there is no platform: nothing is pulled or sent, and what must be sent waits.
/// </summary>
public sealed class PlatformConnectionOptions : IValidatableObject
{
    public const string Section = "Grid:Platform";

    /// <summary>Its address; also <c>GRID_PLATFORM_URL</c>.</summary>
    [Address("http", "https")]
    public string? BaseAddress { get; set; }

    /// <summary>One attempt takes at most this; 100 ms to 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Attempts after the first of reading and acknowledging, at once, with waits that double and vary; 0 to 5. Uploads go by the outbox's
    /// own schedule.
    /// </summary>
    [Range(0, 5)]
    public int Retries { get; set; } = 2;

    /// <summary>Bytes; a longer answer counts as no answer. 64 KiB to 64 MiB.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int LongestAnswer { get; set; } = 8 * 1024 * 1024;

    /// <summary>Connections to the platform at once, 1 to 64.</summary>
    [Range(1, 64)]
    public int Connections { get; set; } = 8;

    /// <summary>The register's own certificate with its key (PKCS #12) for mutual TLS; null for none.</summary>
    [ExistingFile]
    public string? ClientCertificateFile { get; set; }

    /// <summary>File with the password of that certificate, one line.</summary>
    [ExistingFile]
    public string? ClientCertificatePasswordFile { get; set; }

    /// <summary>
    /// Authorities (PEM) that may sign the platform's certificate, such as in a separate network; null for those of the system.
    /// </summary>
    [ExistingFile]
    public string? AuthorityFile { get; set; }

    /// <summary>File with the key by which requests are signed, 16 bytes or more as text of one line; null leaves them unsigned.</summary>
    [ExistingFile]
    public string? SigningKeyFile { get; set; }

    /// <summary>Rules over several values. Checked once each value is allowed.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BaseAddress is not null && new Uri(BaseAddress).Scheme != "https" && (ClientCertificateFile ?? AuthorityFile) is not null)
            yield return new ValidationResult("Certificates need https.", [nameof(BaseAddress)]);
        if (ClientCertificatePasswordFile is not null && ClientCertificateFile is null)
            yield return new ValidationResult($"It needs {nameof(ClientCertificateFile)}.", [nameof(ClientCertificatePasswordFile)]);
    }
}
