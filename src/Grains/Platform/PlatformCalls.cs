using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Retrying;

namespace Grid.Grains.Platform;

/// <summary>
/// The calls to the platform of one activation: limited in parallel by the budget, measured, and with the platform's last state.
/// </summary>
internal sealed class PlatformCalls(IPlatformTransport transport, int atOnce, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim places = new(atOnce);

    /// <summary>The last call was answered; null before the first.</summary>
    public bool? Reachable { get; private set; }

    public DateTimeOffset? LastAnswerAt { get; private set; }

    public string? LastError { get; private set; }

    public Task<Page<PlatformDownload>> DownloadAsync(string region, string? after, int limit, CancellationToken cancellationToken) =>
        AskAsync("download", () => transport.DownloadAsync(region, after, limit, cancellationToken), cancellationToken);

    public Task AcknowledgeAsync(string region, IReadOnlyList<string> numbers, CancellationToken cancellationToken) =>
        AskAsync(
            "acknowledge",
            async () =>
            {
                await transport.AcknowledgeAsync(region, numbers, cancellationToken);
                return true;
            },
            cancellationToken
        );

    public Task<IReadOnlyList<PlatformAnswer>> UploadAsync(IReadOnlyList<PlatformUpload> items, CancellationToken cancellationToken) =>
        AskAsync("upload", () => transport.UploadAsync(items, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<PlatformDayFigure>> StatisticsAsync(string region, DateOnly day, CancellationToken cancellationToken) =>
        AskAsync("statistics", () => transport.StatisticsAsync(region, day, cancellationToken), cancellationToken);

    public void Dispose() => places.Dispose();

    /// <summary>The platform answered, but the answer makes no sense.</summary>
    public void Note(string error) => LastError = error;

    private async Task<T> AskAsync<T>(string call, Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        var started = clock.GetTimestamp();
        var outcome = "unavailable";
        try
        {
            var answer = await ask();
            (Reachable, LastAnswerAt, LastError, outcome) = (true, clock.GetUtcNow(), null, "answered");
            return answer;
        }
        catch (PlatformUnavailableException e)
        {
            (Reachable, LastError) = (e.Rejected, e.Message);
            if (e.Rejected)
                (LastAnswerAt, outcome) = (clock.GetUtcNow(), "rejected");
            throw;
        }
        finally
        {
            places.Release();
            PlatformDiagnostics.CountCall(call, outcome, clock.GetElapsedTime(started));
        }
    }
}

/// <summary>Waits that double and vary, so that calls that failed together are not repeated together.</summary>
public static class PlatformRetries
{
    private static readonly Backoff Item = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
    private static readonly Backoff Work = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <summary>Until an item without an answer is sent again.</summary>
    /// <param name="triedBefore">Attempts before the one that failed now.</param>
    public static TimeSpan OfItem(int triedBefore) => Item.VariedAfter(triedBefore + 1);

    /// <summary>Until work that failed as a whole is tried again.</summary>
    /// <param name="failures">In a row, at least 1.</param>
    public static TimeSpan OfWork(int failures) => Work.VariedAfter(failures);
}
