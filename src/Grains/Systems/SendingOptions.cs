using System.ComponentModel.DataAnnotations;
using Grid.Grains.Interfaces.Settings;

namespace Grid.Grains.Systems;

/// <summary>How messages to other systems are sent.</summary>
public abstract class SendingOptions : IValidatableObject
{
    /// <summary>How often a silo looks for messages that are due; 10 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a leased page belongs to this silo alone; 1 to 60 minutes. Longer than sending it takes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Messages leased together, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int PageSize { get; set; } = 64;

    /// <summary>Messages to one system sent in parallel, 1 to 64.</summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 4;

    /// <summary>Wait after the first failure; it doubles. 1 s to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>No wait is longer. 1 s to 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a message is tried by itself; then an operator must see to it. 1 minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long a message is kept after it arrived, so that it can be sent again. 1 to 400 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "400.00:00:00")]
    public TimeSpan KeepSent { get; set; } = TimeSpan.FromDays(40);

    /// <summary>Rules over several values. Checked once each value is allowed.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (LongestWait < FirstWait)
            yield return new ValidationResult($"It must not be shorter than {nameof(FirstWait)}.", [nameof(LongestWait)]);
    }
}

/// <summary>Configuration section <c>Grid:Matters</c>: messages to the systems that decide matters.</summary>
public sealed class MatterOptions : SendingOptions
{
    public const string Section = "Grid:Matters";
}

/// <summary>Configuration section <c>Grid:Licences</c>: items for electronic licences.</summary>
public sealed class LicenceOptions : SendingOptions
{
    public const string Section = "Grid:Licences";

    /// <summary>Registrations that a backfill looks at in one transaction, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int BackfillSize { get; set; } = 200;

    /// <summary>After the end of a day, the time until it is compared; 1 to 12 hours.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "12:00:00")]
    public TimeSpan CompareAfter { get; set; } = TimeSpan.FromHours(2);
}
