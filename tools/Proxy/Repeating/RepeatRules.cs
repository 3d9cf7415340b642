using Yarp.ReverseProxy.Forwarder;

namespace Grid.Proxy.Repeating;

/// <summary>
/// What may be sent a second time, to another process. Always what never reached the first. What may have reached it: only a read, and a
/// write with an <c>Idempotency-Key</c>, of which the register makes one effect however often it comes. Everything else is answered as it
/// is.
/// </summary>
internal static class RepeatRules
{
    /// <summary>A process says so on its answers while it stops.</summary>
    public const string StoppingHeader = "Grid-Stopping";

    public const int MostAttempts = 3;

    /// <summary>No connection was made: no process has received the request.</summary>
    public static bool WasNeverSent(IForwarderErrorFeature? error) =>
        error
            is {
                Error: ForwarderError.Request,
                Exception: HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                }
            };

    /// <summary>Whether doing it twice is as good as once.</summary>
    public static bool IsHarmless(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HasKey(request);

    public static bool HasKey(HttpRequest request) =>
        request.Headers.TryGetValue("Idempotency-Key", out var key) && key is [{ Length: > 0 }];

    /// <summary>Whether the connection was lost before any answer, or given up by ourselves.</summary>
    public static bool WasLost(IForwarderErrorFeature? error, Attempt attempt) =>
        error is not null
        && (
            attempt.IsGivenUp
            || error.Error is ForwarderError.Request or ForwarderError.RequestBodyDestination or ForwarderError.ResponseHeaders
        );

    /// <summary>Whether a process that is going away answered that it cannot do it.</summary>
    public static bool IsGoingAway(HttpResponseMessage answer) =>
        (int)answer.StatusCode is 502 or 503 && answer.Headers.Contains(StoppingHeader);
}
