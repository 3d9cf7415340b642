using System.Text;
using System.Text.Json;
using Grid.PlatformSimulator.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Grid.PlatformSimulator.Faults;

/// <summary>
/// Runs before each interface of the wire: reads the body within its limit, checks the signature, and makes the faults happen.
/// </summary>
/// <param name="name">The interface, as faults name it.</param>
internal sealed class WireFilter(string name, FaultSchedule schedule, Signature? signature, TimeProvider clock) : IEndpointFilter
{
    private const string Maintenance =
        "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>系统维护</title></head><body><h1>系统维护中,请稍后再试</h1><p>Under maintenance.</p></body></html>";

    /// <summary>No client waits longer.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var body = await BodyReader.ReadAsync(http);
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (signature?.Refusal(http.Request, target, body.Span) is { } unsigned)
        {
            return Results.Json(
                new { error = unsigned, field = Signature.Header },
                WireText.Json,
                statusCode: StatusCodes.Status401Unauthorized
            );
        }

        if (schedule.IsDue(FaultKind.Timeouts, name))
        {
            await Task.Delay(LongestSilence, clock, http.RequestAborted);
            http.Abort();
            return Results.Empty;
        }

        if (schedule.Wait(name) is { Ticks: > 0 } wait)
            await Task.Delay(wait, clock, http.RequestAborted);
        if (schedule.IsDue(FaultKind.Errors, name))
            return Results.Json(new { error = "系统繁忙 busy" }, WireText.Json, statusCode: schedule.NextError());
        if (schedule.IsDue(FaultKind.Html, name))
            return Results.Text(Maintenance, "text/html", Encoding.UTF8);

        var answer = await next(context);
        if (schedule.IsDue(FaultKind.LostAnswers, name))
        {
            http.Abort();
            return Results.Empty;
        }

        if (answer is not IValueHttpResult { Value: { } value })
            return answer;
        if (schedule.IsDue(FaultKind.Truncated, name))
            return Half(value);
        if (schedule.IsDue(FaultKind.Gbk, name))
            return Results.Bytes(InGbk(value), "application/json");
        if (schedule.IsDue(FaultKind.NamedGbk, name))
            return Results.Bytes(InGbk(value), "application/json; charset=GBK");
        return schedule.IsDue(FaultKind.ByteOrderMark, name)
            ? Results.Bytes([.. Encoding.UTF8.Preamble, .. Whole(value)], "application/json; charset=utf-8")
            : answer;
    }

    private static IResult Half(object value)
    {
        var whole = Whole(value);
        return Results.Bytes(whole.AsMemory(0, whole.Length / 2), "application/json; charset=utf-8");
    }

    private static byte[] InGbk(object value) =>
        CodePagesEncodingProvider.Instance.GetEncoding("GBK")!.GetBytes(JsonSerializer.Serialize(value, value.GetType(), WireText.Json));

    private static byte[] Whole(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), WireText.Json);
}
