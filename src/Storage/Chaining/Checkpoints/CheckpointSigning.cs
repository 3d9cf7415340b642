using System.ComponentModel.DataAnnotations;
using Grid.Storage.Sealing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Grid.Storage.Chaining.Checkpoints;

/// <summary>
/// Signs a checkpoint every few minutes, and prints it: the log is kept where the database's owner cannot write. A run that fails is
/// logged and left to the next.
/// </summary>
public sealed partial class CheckpointSigning(
    NpgsqlDataSource source,
    RegisterSecrets secrets,
    IOptions<CheckpointOptions> options,
    TimeProvider clock,
    ILogger<CheckpointSigning> logger
) : BackgroundService
{
    private string? signed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var key = new CheckpointKey(secrets, options.Value.Origin ?? CheckpointKey.UsualOrigin(secrets.RegisterKey));
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        LogKey(key.VerifierKey);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (signed is { } before && !await CheckpointRun.IsStoredAsync(source, before, stoppingToken))
                {
                    LogGone(before);
                    signed = null;
                }

                foreach (var note in await CheckpointRun.RunAsync(source, key, clock, stoppingToken))
                {
                    signed = note;
                    LogCheckpoint(key.Read(note)!.Size, note);
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or ArgumentException)
            {
                LogFailed(e.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Checkpoints are signed; verifier key {Key}")]
    private partial void LogKey(string key);

    [LoggerMessage(Level = LogLevel.Information, Message = "Checkpoint of {Size} entries:\n{Note}")]
    private partial void LogCheckpoint(long size, string note);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A checkpoint that this process signed is not stored any more: entries of the log were removed, or an old database was put back. It was:\n{Note}"
    )]
    private partial void LogGone(string note);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No checkpoint was signed ({Error}); tried again at the next interval.")]
    private partial void LogFailed(string error);
}

/// <summary>How checkpoints are made.</summary>
public sealed class CheckpointOptions : IValidatableObject
{
    public const string Section = "Grid:Checkpoints";

    /// <summary>Name of the log; null for one made of the register key's fingerprint.</summary>
    public string? Origin { get; set; }

    /// <summary>How often a silo signs what was committed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Origin is not null && !CheckpointKey.IsName(Origin))
            yield return new ValidationResult("is a name without blanks and plus signs.", [nameof(Origin)]);
    }
}
