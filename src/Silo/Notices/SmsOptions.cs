using System.ComponentModel.DataAnnotations;
using Grid.Grains.Interfaces.Settings;

namespace Grid.Silo.Notices;

/// <summary>
/// The province's SMS gateway: configuration section <c>Grid:Sms</c>. Without an address messages go to the persons' inboxes only.
/// </summary>
public sealed class SmsOptions
{
    public const string Section = "Grid:Sms";

    /// <summary>Its address; also <c>GRID_SMS_URL</c>.</summary>
    [Address("http", "https")]
    public string? BaseAddress { get; set; }

    /// <summary>Where messages are posted, below the address.</summary>
    [RelativePath]
    public string Path { get; set; } = "messages";

    /// <summary>Header that carries the register's key at the gateway.</summary>
    [Required]
    [RegularExpression("[A-Za-z0-9-]+")]
    public string KeyHeader { get; set; } = "X-Api-Key";

    /// <summary>File with that key, one line; null sends none.</summary>
    [ExistingFile]
    public string? KeyFile { get; set; }

    /// <summary>One attempt takes at most this; 100 ms to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Attempts after the first, at once, with waits that double and vary; 0 to 5. What still fails is tried again by the outbox's own
    /// schedule.
    /// </summary>
    [Range(0, 5)]
    public int Retries { get; set; } = 3;
}
