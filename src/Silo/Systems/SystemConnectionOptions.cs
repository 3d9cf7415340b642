using System.ComponentModel.DataAnnotations;
using Grid.Grains.Interfaces.Settings;

namespace Grid.Silo.Systems;

/// <summary>The way to one other system of the province.</summary>
public abstract class SystemConnectionOptions : IValidatableObject
{
    /// <summary>Where messages are posted; also <c>GRID_BENEFIT_URL</c>, <c>GRID_HARDSHIP_URL</c> and <c>GRID_LICENCE_URL</c>.</summary>
    [Address("http", "https")]
    public string? Address { get; set; }

    /// <summary>Names the key at the system, so that keys can be changed without a gap.</summary>
    [RegularExpression("[A-Za-z0-9._-]{1,40}")]
    public string KeyId { get; set; } = "1";

    /// <summary>File with the key by which messages are signed, 16 bytes or more as text of one line. Needed with an address.</summary>
    [ExistingFile]
    public string? KeyFile { get; set; }

    /// <summary>One attempt takes at most this; 100 ms to 30 s. What fails is tried again by the outbox's own schedule.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Rules over several values. Checked once each value is allowed.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address is not null && KeyFile is null)
            yield return new ValidationResult("Messages are signed: a key is needed.", [nameof(KeyFile)]);
    }
}

/// <summary>
/// The way to the system of unemployment benefit: section <c>Grid:Matters:Benefit</c>. Without an address what must be sent to it waits.
/// </summary>
public sealed class BenefitSystemOptions : SystemConnectionOptions
{
    public const string Section = "Grid:Matters:Benefit";
    public const string Variable = "GRID_BENEFIT_URL";
}

/// <summary>
/// The way to the system of hardship recognition: section <c>Grid:Matters:Hardship</c>. Without an address what must be sent to it waits.
/// </summary>
public sealed class HardshipSystemOptions : SystemConnectionOptions
{
    public const string Section = "Grid:Matters:Hardship";
    public const string Variable = "GRID_HARDSHIP_URL";
}

/// <summary>
/// The way to the province's electronic licences: section <c>Grid:Licences:Platform</c>. Without an address the port is off, and nothing waits.
/// </summary>
public sealed class LicencePlatformOptions : SystemConnectionOptions
{
    public const string Section = "Grid:Licences:Platform";
    public const string Variable = "GRID_LICENCE_URL";

    /// <summary>Whether an address is configured.</summary>
    public static bool IsOn(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return !string.IsNullOrWhiteSpace(configuration[$"{Section}:{nameof(Address)}"])
            || !string.IsNullOrWhiteSpace(configuration[Variable]);
    }
}
