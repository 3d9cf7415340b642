using System.ComponentModel.DataAnnotations;
using Grid.Grains.Interfaces.Settings;

namespace Grid.Api.Webhooks;

/// <summary>Whom the register tells of changes by itself: section <c>Grid:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Grid:Webhooks";

    /// <summary>
    /// Hosts that may be told, such as <c>office.example.cn</c> or <c>office.example.cn:8443</c>; without a port: 443. None: no webhook can be
    /// made, and none is sent.
    /// </summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>
    /// Networks such as 10.20.0.0/16 to which calls may go although they are private, of this machine or otherwise not of the public internet.
    /// </summary>
    public IList<string> Networks { get; } = [];

    /// <summary>File (PEM) with the authorities that may vouch for receivers' certificates; the machine's own when absent.</summary>
    [ExistingFile]
    public string? AuthorityFile { get; set; }

    /// <summary>An attempt takes at most this; 100 ms to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a process looks for webhooks that are due and that no other process works on.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:05:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>After a first failure.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>No wait is longer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A webhook that has failed for so long is given up until an administrator resumes it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "60.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(5);

    /// <summary>Changes of a delivery at most.</summary>
    [Range(1, 200)]
    public int Batch { get; set; } = 50;

    /// <summary>For so long deliveries are signed with the secret before, too.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan OldSecretFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Webhooks of the register at most.</summary>
    [Range(1, 10_000)]
    public int Most { get; set; } = 200;
}
