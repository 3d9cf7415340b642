using Grid.Domain.Answers;
using Grid.Grains.Interfaces.Answers;

namespace Grid.Silo.Reference;

/// <summary>
/// Adds the texts of the data file that the register does not have, at the start and when the file changes. What is there is not changed:
/// versions are never rewritten.
/// </summary>
public sealed partial class PolicyTextLoading(IPolicyTexts store, ReferenceData data, TimeProvider clock, ILogger<PolicyTextLoading> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private IReadOnlyList<PolicyText>? taken;

    /// <summary>One look. Tests call it; the process does so every ten seconds.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var texts = data.PolicyTexts;
        if (ReferenceEquals(texts, taken))
            return;
        try
        {
            var added = await store.AddAsync(texts, cancellationToken);
            taken = texts;
            if (added > 0)
                LogAdded(logger, added);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 2021, Level = LogLevel.Information, Message = "{Count} versions of policy texts added from the data files")]
    private static partial void LogAdded(ILogger logger, int count);

    [LoggerMessage(EventId = 2022, Level = LogLevel.Warning, Message = "Policy texts could not be added ({Error}); tried again soon")]
    private static partial void LogFailed(ILogger logger, string error);
}
