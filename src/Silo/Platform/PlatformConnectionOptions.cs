namespace Grid.Silo.Platform;

/// <summary>
/// The way to the national platform: configuration section <c>Grid:Platform</c>, which also holds the options of the sync. Without an
/// address there is no platform: nothing is pulled or sent, and what must be sent waits.
/// </summary>
public sealed class PlatformConnectionOptions
{
    public const string Section = "Grid:Platform";

    /// <summary>Its address; also <c>GRID_PLATFORM_URL</c>.</summary>
    public string? BaseAddress { get; set; }

    /// <summary>One attempt takes at most this; 100 ms to 2 minutes.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Attempts after the first of reading and acknowledging, at once, with waits that double and vary; 0 to 5. Uploads go by the outbox's
    /// own schedule.
    /// </summary>
    public int Retries { get; set; } = 2;

    /// <summary>An answer that is longer is none; 64 KiB to 64 MiB.</summary>
    public int LongestAnswer { get; set; } = 8 * 1024 * 1024;

    /// <summary>Connections to the platform at once, 1 to 64.</summary>
    public int Connections { get; set; } = 8;

    /// <summary>The register's own certificate with its key (PKCS #12) for mutual TLS; null for none.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>File with the password of that certificate, one line.</summary>
    public string? ClientCertificatePasswordFile { get; set; }

    /// <summary>
    /// Authorities (PEM) that alone may vouch for the platform, as in a network of its own; null for those of the system.
    /// </summary>
    public string? AuthorityFile { get; set; }

    /// <summary>File with the key by which requests are signed, 16 bytes or more as text of one line; null leaves them unsigned.</summary>
    public string? SigningKeyFile { get; set; }
}
