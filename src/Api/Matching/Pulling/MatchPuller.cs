using System.Net;
using System.Net.Http.Headers;
using Grid.Api.Problems;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matching;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Grid.Api.Matching.Pulling;

/// <summary>What became of an attempt to fetch the file of a source.</summary>
internal enum PullOutcome
{
    /// <summary>This period's file was delivered before, or the source is unknown.</summary>
    NotDue,

    /// <summary>The source has nothing newer yet.</summary>
    Unchanged,

    /// <summary>Another delivery of the source is not over.</summary>
    Busy,

    /// <summary>Nothing of it is used; the reason is in the log.</summary>
    Failed,

    /// <summary>Its rows go to the persons now.</summary>
    Delivered,
}

/// <summary>
/// Fetches the file of a source when it is due, and makes it a delivery like one that was sent. Every API process may try at any time: what
/// is due, and who is at it, is in the runs. A file that does not come to its end is no delivery.
/// </summary>
internal sealed partial class MatchPuller(
    IHttpClientFactory clients,
    IMatchRuns runs,
    MatchFile files,
    IReferenceData reference,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<MatchPuller> logger
)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "matching-source";

    /// <summary>Who delivers: stored with the run, in place of a sender's subject.</summary>
    public const string Subject = "pull";

    /// <summary>A fetch of another process that has stored nothing for so long is over.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(15);

    /// <summary>Clocks of two authorities may differ by so much.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (Guid Run, long Received, DateTimeOffset Since)> watched = new(StringComparer.Ordinal);

    /// <summary>One attempt.</summary>
    /// <param name="id">The source's id.</param>
    /// <param name="options">Where its file is.</param>
    /// <param name="cancelled">Ends it; a run that was begun is cancelled, and the file is fetched again.</param>
    public async Task<PullOutcome> PullAsync(string id, MatchPullOptions options, CancellationToken cancelled)
    {
        if (reference.Sources.Find(id) is not { } source)
        {
            LogUnknown(logger, id);
            return PullOutcome.NotDue;
        }

        var before = await runs.PulledAsync(id, Subject, cancelled);
        if (before is [{ Status: MatchRunStatus.Receiving } receiving, ..] && !await IsAbandonedAsync(receiving, cancelled))
            return PullOutcome.Busy;
        var last = before.FirstOrDefault(run => run.Expected is not null);
        if (last?.OpenedAt >= PullSchedule.LatestDue(source.Schedule, options.At, clock.GetUtcNow()))
            return PullOutcome.NotDue;
        using var patience = new CancellationTokenSource(options.Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, patience.Token);
        try
        {
            return await FetchAsync(source, options, last?.AsOf, () => patience.CancelAfter(options.Patience), either.Token);
        }
        catch (Exception e)
            when (!cancelled.IsCancellationRequested && e is HttpRequestException or IOException or OperationCanceledException)
        {
            return Failed(id, e is OperationCanceledException ? "it sends nothing any more" : e.Message);
        }
        catch (ProblemException e)
        {
            return Failed(id, e.Problem.Kind.Code); // An operator has cancelled the run meanwhile.
        }
    }

    private async Task<PullOutcome> FetchAsync(
        MatchingSource source,
        MatchPullOptions options,
        DateTimeOffset? known,
        Action progress,
        CancellationToken cancelled
    )
    {
        using var client = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Address);
        request.Headers.IfModifiedSince = known;
        if (options.TokenFile is { } file)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(file, cancelled)).Trim());
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancelled);
        if (answer.StatusCode == HttpStatusCode.NotModified)
            return PullOutcome.Unchanged;
        if (answer.StatusCode != HttpStatusCode.OK)
            return Failed(source.Id, $"it answers with {(int)answer.StatusCode}");
        if (answer.Content.Headers.LastModified is not { } asOf)
            return Failed(source.Id, "its answer has no Last-Modified, so it is not known as of when the rows are true");
        if (asOf <= known)
            return PullOutcome.Unchanged;
        if (asOf > clock.GetUtcNow() + ClockTolerance)
            return Failed(source.Id, $"its Last-Modified, {asOf:O}, has not come yet");
        if (answer.Content.Headers.ContentLength is null && answer.Headers.TransferEncodingChunked != true)
            return Failed(source.Id, "its answer has neither a length nor chunks, so it is not known whether it came to its end");
        return await DeliverAsync(source, asOf, answer.Content, progress, cancelled);
    }

    private async Task<PullOutcome> DeliverAsync(
        MatchingSource source,
        DateTimeOffset asOf,
        HttpContent content,
        Action progress,
        CancellationToken cancelled
    )
    {
        var run = MatchRun.Opened(source, asOf, Subject, office: null, expected: null, clock.GetUtcNow());
        if (!await runs.OpenAsync(run, receipt: null, cancelled))
            return PullOutcome.Busy;
        var isClosed = false;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancelled);
            var read = await files.ReadAsync(run, source, stream, progress, cancelled);
            if (!read.IsWhole)
                return Failed(source.Id, read.Faults is [.., var fault] ? $"its file ends with {fault.Code}" : "its file has another end");
            var allowed = source.Limit.Of(await runs.RegisteredAsync(cancelled));
            isClosed = await runs.CloseAsync(run.Id, allowed, clock.Today().AddDays(source.KeepDays), receipt: null, cancelled);
            if (!isClosed)
                return Failed(source.Id, "its delivery was cancelled");
            LogDelivered(logger, source.Id, read.Next, read.Faulty, asOf);
        }
        finally
        {
            // Also when the process stops: the next attempt begins at once.
            if (!isClosed)
                await runs.CancelAsync(run.Id, clock.GetUtcNow(), receipt: null, CancellationToken.None);
        }

        await grains.GetGrain<IMatchRunGrain>(IMatchRunGrain.Only).Watch();
        return PullOutcome.Delivered;
    }

    /// <summary>A process that was killed leaves its run receiving. Whoever sees that it makes no progress for long ends it.</summary>
    private async Task<bool> IsAbandonedAsync(MatchRun run, CancellationToken cancelled)
    {
        var now = clock.GetUtcNow();
        if (!watched.TryGetValue(run.Source, out var seen) || seen.Run != run.Id || seen.Received != run.Received)
        {
            watched[run.Source] = (run.Id, run.Received, now);
            return false;
        }

        if (now - seen.Since < Abandoned)
            return false;
        LogAbandoned(logger, run.Source, run.Id);
        return await runs.CancelAsync(run.Id, now, receipt: null, cancelled);
    }

    private PullOutcome Failed(string source, string reason)
    {
        LogFailed(logger, source, reason);
        return PullOutcome.Failed;
    }

    [LoggerMessage(
        EventId = 1446,
        Level = LogLevel.Information,
        Message = "Source {Source}: fetched {Rows} rows as of {AsOf}, {Faulty} of them faulty"
    )]
    private static partial void LogDelivered(ILogger logger, string source, long rows, int faulty, DateTimeOffset asOf);

    [LoggerMessage(EventId = 1447, Level = LogLevel.Warning, Message = "Source {Source} could not be fetched: {Reason}")]
    private static partial void LogFailed(ILogger logger, string source, string reason);

    [LoggerMessage(
        EventId = 1448,
        Level = LogLevel.Warning,
        Message = "Source {Source}: the fetch {Run} makes no progress and is cancelled"
    )]
    private static partial void LogAbandoned(ILogger logger, string source, Guid run);

    [LoggerMessage(EventId = 1449, Level = LogLevel.Error, Message = "There is no source {Source}: see Grid:Matching:Pulls")]
    private static partial void LogUnknown(ILogger logger, string source);
}
