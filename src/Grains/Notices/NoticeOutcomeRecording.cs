using System.Security.Cryptography;
using System.Text;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Notices;

/// <summary>
/// Records the outcome of messages about a decision in the persons' journals, from where it is reported to the national platform. Each
/// goes to the person's grain under a key of its own and is deleted afterwards, so that what a crash interrupts is repeated and recorded
/// once. Any number of silos may do so in parallel.
/// </summary>
public sealed partial class NoticeOutcomeRecording(
    INoticeOutcomes outcomes,
    IPersonSearch search,
    IGrainFactory grains,
    IOptions<NoticeOptions> options,
    TimeProvider clock,
    ILogger<NoticeOutcomeRecording> logger
)
{
    private static readonly TimeSpan WhileMoving = TimeSpan.FromMinutes(1);

    private readonly NoticeOptions settings = options.Value;

    /// <summary>Records until nothing more is due.</summary>
    /// <returns>How many were taken.</returns>
    public async Task<int> RecordDueAsync(CancellationToken cancellationToken)
    {
        for (var total = 0; ; )
        {
            var now = clock.GetUtcNow();
            var page = await outcomes.TakeAsync(now, now + settings.Lease, settings.PageSize, cancellationToken);
            if (page.Count == 0)
                return total;
            total += page.Count;
            var bounds = new ParallelOptions { MaxDegreeOfParallelism = settings.AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(page, bounds, RecordAsync);
        }
    }

    private async ValueTask RecordAsync(NoticeOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            if (InformingNotices.Read(outcome.Content, outcome.At, outcome.Delivered) is not { } command)
            {
                LogDropped(logger, outcome.Notice, "it names no decision");
                await outcomes.DoneAsync(outcome, CancellationToken.None);
                return;
            }

            var refusal = await AskAsync(outcome, command, cancellationToken);
            if (refusal is null)
            {
                await outcomes.DoneAsync(outcome, CancellationToken.None);
            }
            else if (refusal.Code != RefusalCode.NothingToInformOf)
            {
                // The case is moving between two numbers.
                await outcomes.AgainAsync(outcome, clock.GetUtcNow() + WhileMoving, CancellationToken.None);
            }
            else if (NoticeRetries.After(outcome.Attempts) is { } wait)
            {
                // A case that is moving may not be found for a moment.
                await outcomes.AgainAsync(outcome, clock.GetUtcNow() + wait, CancellationToken.None);
            }
            else
            {
                LogDropped(logger, outcome.Notice, "its case is gone");
                await outcomes.DoneAsync(outcome, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // It is unknown whether it was recorded: after its time it is repeated under the same key.
            LogFailed(logger, outcome.Notice, e.GetType().Name);
        }
    }

    /// <summary>
    /// The person to whom the message went is asked first; a corrected number, or an undone link, may have moved the case to another.
    /// </summary>
    private async Task<Refusal?> AskAsync(NoticeOutcome outcome, RecordDelivery command, CancellationToken cancellationToken)
    {
        var request = new CommandRequest<RecordDelivery>(
            new CommandContext(Actor.Register, outcome.Key, SHA256.HashData(Encoding.UTF8.GetBytes(outcome.Key)), TraceId: null),
            command
        );
        var reply = await grains.SendAsync(outcome.Person, request);
        if (
            reply.Refusal is { Code: RefusalCode.NothingToInformOf }
            && await HolderAsync(command, cancellationToken) is { } holder
            && holder != outcome.Person
        )
        {
            reply = await grains.SendAsync(holder, request);
        }

        return reply.Refusal;
    }

    private async Task<PersonId?> HolderAsync(RecordDelivery command, CancellationToken cancellationToken) =>
        command.Of == InformingSubject.NonApproval
            ? ApplicationNumber.TryParse(command.Number, out var application, out _)
                ? await search.ByApplicationNumberAsync(application, cancellationToken)
                : null
            : RegistrationNumber.TryParse(command.Number, out var registration, out _)
                ? await search.ByRegistrationNumberAsync(registration, cancellationToken)
                : null;

    [LoggerMessage(EventId = 1204, Level = LogLevel.Warning, Message = "The outcome of notice {Notice} is not recorded: {Reason}")]
    private static partial void LogDropped(ILogger logger, long notice, string reason);

    [LoggerMessage(
        EventId = 1205,
        Level = LogLevel.Warning,
        Message = "Recording the outcome of notice {Notice} was interrupted by {Error}; it is repeated"
    )]
    private static partial void LogFailed(ILogger logger, long notice, string error);
}

/// <summary>
/// Looks every few seconds for outcomes of messages that are not in the journal yet; runs in each silo, also in the quiet hours.
/// </summary>
public sealed partial class NoticeOutcomeWorker(
    NoticeOutcomeRecording recording,
    IOptions<NoticeOptions> options,
    TimeProvider clock,
    ILogger<NoticeOutcomeWorker> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await recording.RecordDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(
        EventId = 1206,
        Level = LogLevel.Warning,
        Message = "Outcomes of messages could not be taken ({Error}); tried again soon"
    )]
    private static partial void LogFailed(ILogger logger, string error);
}
