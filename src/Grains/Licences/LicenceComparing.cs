using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain;
using Grid.Domain.Calendar;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Licences;
using Grid.Grains.Interfaces.Systems;
using Grid.Grains.Systems;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Licences;

/// <summary>
/// Compares each day that is over with the licence platform's list of it (docs/licences.md), and writes the pages of a backfill that was ordered.
/// Silos may do either at the same time: the same is found again, and a page is one transaction.
/// </summary>
public sealed class LicenceComparing(
    ILicences licences,
    IEnumerable<ISystemTransport> transports,
    IOptions<LicenceOptions> options,
    TimeProvider clock
)
{
    /// <summary>Days before that are no longer compared by themselves.</summary>
    private const int MostDays = 7;

    /// <summary>Pages of one list: more are nonsense.</summary>
    private const int MostPages = 10_000;

    /// <summary>Both sides write down a moment of their own, at most this far apart.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private readonly ISystemTransport? transport = transports.FirstOrDefault();

    private bool IsOn => transport?.Connects(OutsideSystem.Licence) == true;

    /// <summary>Every day that is over and was not compared.</summary>
    /// <returns>How many were.</returns>
    /// <exception cref="LicencesUnavailableException">The platform did not answer, or not with a list; tried again later.</exception>
    public async Task<int> CompareDueAsync(CancellationToken cancellationToken)
    {
        if (!IsOn)
            return 0;
        var today = ChinaTime.DateOf(clock.GetUtcNow() - options.Value.CompareAfter);
        for (var compared = 0; ; compared++)
        {
            if (await licences.NextDayAsync(today.AddDays(-MostDays), today, cancellationToken) is not { } day)
                return compared;
            await licences.CompareAsync(day, await ListAsync(day, cancellationToken), clock.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>All pages of a backfill that was ordered.</summary>
    /// <returns>How many.</returns>
    public async Task<int> BackfillAsync(CancellationToken cancellationToken)
    {
        var pages = 0;
        while (IsOn && await licences.StepBackfillAsync(options.Value.BackfillSize, clock.GetUtcNow(), cancellationToken))
            pages++;
        return pages;
    }

    private async Task<IReadOnlyList<LicenceThere>> ListAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var there = new Dictionary<CertificateNumber, LicenceThere>();
        string? after = null;
        for (var page = 1; page <= MostPages; page++)
        {
            var question = new ListQuestion(ChinaTime.StartOf(day) - Margin, ChinaTime.StartOf(day.AddDays(1)) + Margin, after);
            var id = string.Create(CultureInfo.InvariantCulture, $"licences-{day:yyyy-MM-dd}-{page}");
            var result = await transport!.SendAsync(
                OutsideSystem.Licence,
                id,
                JsonSerializer.SerializeToElement(question, DomainJson.Options),
                cancellationToken
            );
            var answer =
                result is { Error: null, Answer: { } body } && Read(body) is { } read
                    ? read
                    : throw new LicencesUnavailableException(result.Error ?? "no list");
            foreach (var one in answer.Licences)
            {
                if (!CertificateNumber.TryParse(one.Certificate, out var number))
                    throw new LicencesUnavailableException("no list");
                there[number] = new LicenceThere(number, one.Status);
            }

            if (answer.Next is null)
                return [.. there.Values];
            after = answer.Next;
        }

        throw new LicencesUnavailableException("a list without an end");
    }

    private static ListAnswer? Read(JsonElement body)
    {
        try
        {
            return body.Deserialize<ListAnswer>(DomainJson.Options) is { Licences: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record ListQuestion(DateTimeOffset From, DateTimeOffset To, string? After) : Discreet
    {
        [JsonPropertyOrder(-1)]
        public string Event => "list";
    }

    private sealed record ListAnswer(IReadOnlyList<ListedLicence> Licences, string? Next) : Discreet;

    private sealed record ListedLicence(string Certificate, CertificateState Status) : Discreet;
}

/// <summary>The licence platform did not answer as it should. The message names nothing personal.</summary>
public sealed class LicencesUnavailableException(string reason) : Exception(reason);

/// <summary>Looks regularly whether a day is to be compared or a backfill goes on; runs in each silo.</summary>
public sealed partial class LicenceWorker(LicenceComparing comparing, TimeProvider clock, ILogger<LicenceWorker> logger) : BackgroundService
{
    private static readonly TimeSpan CompareEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BackfillEvery = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            RepeatAsync(CompareEvery, () => comparing.CompareDueAsync(stoppingToken), stoppingToken),
            RepeatAsync(BackfillEvery, () => comparing.BackfillAsync(stoppingToken), stoppingToken)
        );

    private async Task RepeatAsync(TimeSpan interval, Func<Task<int>> work, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await work();
            }
            catch (LicencesUnavailableException e)
            {
                LogUnavailable(logger, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(
        EventId = 1465,
        Level = LogLevel.Warning,
        Message = "A day could not be compared with the electronic licences ({Reason}); tried again in ten minutes"
    )]
    private static partial void LogUnavailable(ILogger logger, string reason);

    [LoggerMessage(
        EventId = 1466,
        Level = LogLevel.Warning,
        Message = "Electronic licences: a comparison or a page of the backfill failed ({Error}); tried again soon"
    )]
    private static partial void LogFailed(ILogger logger, string error);
}
