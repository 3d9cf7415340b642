using Grid.Domain.Policies;
using Grid.Grains.Interfaces.Policies;
using Grid.Grains.Policies;
using Microsoft.Extensions.Options;

namespace Grid.Silo.Reference;

/// <summary>
/// Asks the store every few seconds whether a rule was approved, ended or released, and takes all approved ones over at once. Until it has,
/// this process tells nobody by the new one; the night's run does.
/// </summary>
public sealed partial class PolicyRuleWatcher(
    IPolicyRuleStore store,
    ReferenceData data,
    IOptions<PolicyOptions> options,
    TimeProvider clock,
    ILogger<PolicyRuleWatcher> logger
) : BackgroundService
{
    private long seen = -1;

    /// <summary>One look. Tests call it; the process does so every <see cref="PolicyOptions.Poll"/>.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var changes = await store.ChangesAsync(cancellationToken);
            if (changes == seen)
                return;
            var approved = (await store.AllAsync(cancellationToken)).Where(one => one.Status == PolicyRuleStatus.Approved);
            data.Approve(new PolicyRules(approved.Select(one => one.InForce)));
            seen = changes;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnread(logger, e.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Poll, clock);
        do await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 2021, Level = LogLevel.Warning, Message = "Policies' rules could not be read ({Error}); asked again soon")]
    private static partial void LogUnread(ILogger logger, string error);
}
