using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Grid.MatterSimulator;

/// <summary>
/// The systems that decide on unemployment benefit and on hardship recognition, made up. <c>POST /benefit</c> and <c>POST /hardship</c> take the
/// register's messages and check their signatures; each claim is answered after a while. <c>POST /claims</c> claims there,
/// <c>POST /days/{day}</c> sends a day's list, <c>GET /claims</c> shows all, <c>POST /faults</c> makes them fail on demand. Beside them the platform
/// of electronic licences (<see cref="LicencePlatform"/>).
/// </summary>
public static class SimulatedSystems
{
    private const int LongestBody = 1024 * 1024;

    /// <param name="url">Where it listens.</param>
    /// <param name="clock">Dates claims.</param>
    /// <param name="register">Where answers go.</param>
    /// <param name="keys">By kind: the key of the register's signatures; none are checked without.</param>
    /// <param name="args">Of the command line.</param>
    public static WebApplication Create(
        string url,
        TimeProvider clock,
        RegisterAddress register,
        IReadOnlyDictionary<string, byte[]?> keys,
        params string[] args
    )
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning); // Nothing of a person is ever logged.
        builder.Services.TryAddSingleton(clock);
        builder.Services.AddSingleton(register);
        builder.Services.AddSingleton<Claims>();
        builder.Services.AddSingleton<HeldLicences>();
        builder.Services.AddSingleton<FaultSchedule>();
        builder.Services.AddSingleton<Register>();
        builder.Services.AddSingleton<Answering>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Answering>());
        builder
            .Services.AddHttpClient(nameof(Register), client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false })
            .RemoveAllLoggers();
        var app = builder.Build();
        foreach (var kind in (string[])["benefit", "hardship"])
        {
            app.MapPost(
                "/" + kind,
                (
                    HttpRequest request,
                    Claims claims,
                    Answering answering,
                    FaultSchedule schedule,
                    TimeProvider now,
                    CancellationToken cancelled
                ) => TakeAsync(kind, keys.GetValueOrDefault(kind), request, claims, answering, schedule, now, cancelled)
            );
        }

        LicencePlatform.Map(app, keys.GetValueOrDefault("licence"));
        app.MapGet("/claims", (Claims claims) => claims.All());
        app.MapGet("/messages", (Claims claims) => claims.Messages);
        app.MapPost("/claims", ClaimAsync);
        app.MapPost("/days/{day}", DayAsync);
        app.MapPost("/faults", (Faults faults, FaultSchedule schedule) =>
            faults.IsPossible ? Results.Ok(schedule.Set(faults)) : Results.BadRequest()
        );
        app.MapDelete("/faults", (FaultSchedule schedule) => schedule.Set(new Faults()));
        app.MapGet("/faults", (FaultSchedule schedule) => schedule.Now);
        return app;
    }

    private static async Task<IResult> TakeAsync(
        string kind,
        byte[]? key,
        HttpRequest request,
        Claims claims,
        Answering answering,
        FaultSchedule schedule,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (await FailAsync(schedule, clock, cancelled) is { } failed)
            return failed;
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancelled);
        var body = bytes.ToArray();
        if (body.Length > LongestBody)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (Signature.Fault(request.Headers, body, key, clock.GetUtcNow()) is { } fault)
            return Results.Json(new { error = fault }, statusCode: StatusCodes.Status401Unauthorized);
        var id = request.Headers["Grid-Message-Id"].ToString();
        JsonElement message;
        try
        {
            message = JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }

        if (id.Length == 0 || !message.TryGetProperty("matter", out var matter) || !message.TryGetProperty("event", out _))
            return Results.BadRequest();
        if (claims.IsNew(id))
        {
            var (claim, begun) = claims.Take(kind, message, clock.GetUtcNow());
            if (begun && schedule.IsDue("forgotten", faults => faults.ForgottenRate))
                claims.Forget(matter.GetString()!, id);
            else if (begun || message.GetProperty("event").GetString() == "objected")
                answering.Add(claim);
        }

        // The answer is lost although the message was taken; to the sender it looks like silence.
        return schedule.IsDue("lost", faults => faults.LostAnswerRate)
            ? Results.StatusCode(StatusCodes.Status504GatewayTimeout)
            : Results.NoContent();
    }

    /// <summary>The faults that come before anything was taken; null for none.</summary>
    internal static async Task<IResult?> FailAsync(FaultSchedule schedule, TimeProvider clock, CancellationToken cancelled)
    {
        if (schedule.Now.DelayMilliseconds is > 0 and var delay)
            await Task.Delay(TimeSpan.FromMilliseconds(delay), clock, cancelled);
        if (schedule.IsDue("error", faults => faults.ErrorRate))
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        if (schedule.IsDue("silence", faults => faults.SilenceRate))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancelled);
            return Results.Empty;
        }

        return schedule.IsDue("refusal", faults => faults.RefusalRate) ? Results.UnprocessableEntity()
            : schedule.IsDue("signature", faults => faults.WrongSignatureRate) ? Results.StatusCode(StatusCodes.Status401Unauthorized)
            : null;
    }

    private static async Task<IResult> ClaimAsync(
        NewClaim claim,
        Claims claims,
        Register register,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (claim.Kind is not ("benefit" or "hardship"))
            return Results.BadRequest();
        var reference = claims.NewReference(claim.Kind);
        var answer = await register.PostAsync(
            claim.Kind,
            "/v1/matters",
            new
            {
                claim.Kind,
                systemReference = reference,
                claim.IdentityNumber,
                claim.Name,
                claim.Telephone,
                claim.Office,
                on = China(clock).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
            cancelled
        );
        return answer is { } known
            ? Results.Content(known.Body, "application/json", statusCode: (int)known.Status)
            : Results.StatusCode(StatusCodes.Status502BadGateway);
    }

    /// <summary>The lists of both systems go to the register; what it lacks is sent again.</summary>
    private static async Task<IResult> DayAsync(
        string day,
        Claims claims,
        Register register,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var results = new Dictionary<string, JsonElement?>(StringComparer.Ordinal);
        foreach (var kind in (string[])["benefit", "hardship"])
        {
            var listed = claims.All().Where(claim => claim.Kind == kind && claim.Number is not null).ToList();
            var answer = await register.PostAsync(
                kind,
                $"/v1/matters/days/{day}",
                new
                {
                    kind,
                    matters = listed.Select(claim => new
                    {
                        matter = claim.Number,
                        revision = claim.Revision,
                        status = claim.State,
                    }),
                },
                cancelled
            );
            results[kind] = answer is { Body.Length: > 0 } known ? JsonSerializer.Deserialize<JsonElement>(known.Body) : null;
            if (results[kind] is { } view && view.TryGetProperty("sendAgain", out var again))
            {
                foreach (var number in again.EnumerateArray().Select(one => one.GetString()!))
                {
                    foreach (var one in claims.Find(number)?.Answers ?? [])
                        await register.PostAsync(kind, $"/v1/matters/{number}/answers", one, cancelled);
                }
            }
        }

        return Results.Json(results);
    }

    internal static DateOnly China(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
}

/// <summary>A claim that is made at a system.</summary>
public sealed record NewClaim(string? Kind, string? IdentityNumber, string? Name, string? Telephone, string? Office);
