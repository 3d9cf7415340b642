using System.Collections.Concurrent;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Api.Access;

/// <summary>
/// How often one caller may reveal, search, claim, draw a sample, make a list or export within an hour. Counted for the whole cluster before the call is carried
/// out: a call that cannot be counted is not carried out. One too many gets 429 with the time after which the next is possible, is on the
/// access log, and counts in <c>grid.access.limited</c>, on which an alert is.
/// </summary>
internal sealed partial class CallLimits(
    ICallCounts counts,
    IOptions<ApiOptions> options,
    AccessMetrics metrics,
    TimeProvider clock,
    ILogger<CallLimits> logger
)
{
    private const int MostStopped = 10_000;

    /// <summary>Until when a caller may send no application, because too many of the last hour contradicted what is recorded.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> stopped = new(StringComparer.Ordinal);

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Counts the call; a problem when the caller has made too many. The answer tells how many are left.</summary>
    public async Task TakeAsync(HttpContext http, Caller caller, CountedCall call, CancellationToken cancelled)
    {
        var turn = await CountAsync(caller, call, cancelled);
        RateLimits.Say(http.Response, EnumName.Of(call), new RateState(MostOf(call), Window, turn.Left, turn.Wait));
        if (!turn.Granted)
            throw TooMany(turn.Wait);
    }

    /// <summary>
    /// A problem for a person whose applications contradicted what is recorded too often. Before the application is decided on: refused or
    /// accepted, the answer would say whether the name is right.
    /// </summary>
    public void ThrowIfStopped(Caller caller)
    {
        if (stopped.TryGetValue(caller.Actor.Subject, out var until) && until - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            throw TooMany(wait);
    }

    /// <summary>
    /// Counts an application that contradicted what is recorded; one too many is answered with a problem, and this process takes no
    /// application of this person until the hour allows it. A program sends for many clerks, and a stop of it would be one of the office's
    /// work: it is counted and raises the alert alone.
    /// </summary>
    public async Task ContradictedAsync(Caller caller, PersonId person, CancellationToken cancelled)
    {
        var turn = await CountAsync(caller, CountedCall.Contradiction, cancelled);
        if (turn.Granted || MachineScope.IsMachine(caller.Actor.Role))
            return;
        if (stopped.Count >= MostStopped)
            stopped.Clear();
        stopped[caller.Actor.Subject] = clock.GetUtcNow() + turn.Wait;
        throw TooMany(turn.Wait, person);
    }

    /// <summary>Counts the call, and raises the alert when it is one too many.</summary>
    private async Task<CallTurn> CountAsync(Caller caller, CountedCall call, CancellationToken cancelled)
    {
        var kind = EnumName.Of(call);
        var turn = await counts.TakeAsync(caller.Actor.Subject, kind, MostOf(call), clock.GetUtcNow(), cancelled);
        if (!turn.Granted)
        {
            metrics.Limited(call);
            Limited(kind);
        }

        return turn;
    }

    private static ProblemException TooMany(TimeSpan wait, params PersonId[] persons) =>
        new Problem(ProblemCatalogue.TooManyReads)
        {
            RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
            Persons = persons,
        }.AsException();

    private int MostOf(CountedCall call) =>
        call switch
        {
            CountedCall.Reveal => options.Value.RevealsPerHour,
            CountedCall.Search => options.Value.SearchesPerHour,
            CountedCall.Claim => options.Value.ClaimsPerHour,
            CountedCall.PhoneSample => options.Value.PhoneSamplesPerHour,
            CountedCall.PersonList => options.Value.PersonListsPerHour,
            CountedCall.Export => options.Value.ExportsPerHour,
            CountedCall.Contradiction => options.Value.ContradictionsPerHour,
            _ => throw new ArgumentOutOfRangeException(nameof(call)),
        };

    /// <summary>Without the subject, as every line of a log: the access log names it.</summary>
    [LoggerMessage(1, LogLevel.Warning, "A caller has reached the hour's limit of {Kind}; the access log names it")]
    private partial void Limited(string kind);
}

/// <summary>What is counted by caller and hour. The names are stored.</summary>
internal enum CountedCall
{
    /// <summary>Values in full.</summary>
    Reveal,

    /// <summary>A search for persons.</summary>
    Search,

    /// <summary>A claim of a duty, which gives the telephone.</summary>
    Claim,

    /// <summary>A sample for a survey by telephone.</summary>
    PhoneSample,

    /// <summary>A list of persons that is made of numbers.</summary>
    PersonList,

    /// <summary>An export of persons.</summary>
    Export,

    /// <summary>An application under a number that is recorded with another name or date of birth.</summary>
    Contradiction,
}

/// <summary>How a table of routes says which calls are counted.</summary>
internal static class CountedRoutes
{
    /// <summary>Counts every request before its handler runs.</summary>
    public static RouteHandlerBuilder Counted(this RouteHandlerBuilder route, CountedCall call) =>
        route
            .WithMetadata(call)
            .AddEndpointFilter(
                async (context, next) =>
                {
                    var http = context.HttpContext;
                    var limits = http.RequestServices.GetRequiredService<CallLimits>();
                    await limits.TakeAsync(http, http.Features.Get<Caller>()!, call, http.RequestAborted);
                    return await next(context);
                }
            );
}
