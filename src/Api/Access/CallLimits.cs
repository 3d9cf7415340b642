using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Api.Access;

/// <summary>
/// How often one caller may reveal, search, claim or draw a sample within an hour. Counted for the whole cluster before the call is carried
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
    /// <summary>Counts the call; a problem when the caller has made too many.</summary>
    public async Task TakeAsync(Caller caller, CountedCall call, CancellationToken cancelled)
    {
        var kind = EnumName.Of(call);
        var turn = await counts.TakeAsync(caller.Actor.Subject, kind, MostOf(call), clock.GetUtcNow(), cancelled);
        if (turn.Granted)
            return;

        metrics.Limited(call);
        Limited(kind);
        throw new Problem(ProblemCatalogue.TooManyReads)
        {
            RetryAfter = Math.Max(1, (int)Math.Ceiling(turn.Wait.TotalSeconds)),
        }.AsException();
    }

    private int MostOf(CountedCall call) =>
        call switch
        {
            CountedCall.Reveal => options.Value.RevealsPerHour,
            CountedCall.Search => options.Value.SearchesPerHour,
            CountedCall.Claim => options.Value.ClaimsPerHour,
            CountedCall.PhoneSample => options.Value.PhoneSamplesPerHour,
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
                    await limits.TakeAsync(http.Features.Get<Caller>()!, call, http.RequestAborted);
                    return await next(context);
                }
            );
}
