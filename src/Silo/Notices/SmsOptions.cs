namespace Grid.Silo.Notices;

/// <summary>
/// The province's SMS gateway: configuration section <c>Grid:Sms</c>. Without an address messages go to the persons' inboxes alone.
/// </summary>
public sealed class SmsOptions
{
    public const string Section = "Grid:Sms";

    /// <summary>Its address; also <c>GRID_SMS_URL</c>.</summary>
    public string? BaseAddress { get; set; }

    /// <summary>Where messages are posted, below the address.</summary>
    public string Path { get; set; } = "messages";

    /// <summary>Header that carries the register's key at the gateway.</summary>
    public string KeyHeader { get; set; } = "X-Api-Key";

    /// <summary>File with that key, one line; null sends none.</summary>
    public string? KeyFile { get; set; }

    /// <summary>One attempt takes at most this; 100 ms to 30 s.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Attempts after the first, at once, with waits that double and vary; 0 to 5. What still fails is tried again by the outbox's own
    /// schedule.
    /// </summary>
    public int Retries { get; set; } = 3;
}
