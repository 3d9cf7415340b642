using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Grid.SmsSimulator;

/// <summary>
/// A made-up SMS gateway. <c>POST /messages</c> {key, to, text} answers 202 {id}, the same id for the same key; <c>GET /messages</c> lists
/// what it accepted; <c>POST /faults</c> makes it fail on demand, <c>DELETE /faults</c> ends that. If it has a callback, it reports the
/// outcome of each message there. It sends nothing to anybody.
/// </summary>
public static class SimulatedGateway
{
    /// <param name="url">Where it listens.</param>
    /// <param name="clock">Dates messages and reports.</param>
    /// <param name="callback">Where deliveries are reported; null reports none.</param>
    /// <param name="args">Of the command line.</param>
    public static WebApplication Create(string url, TimeProvider clock, DeliveryCallback? callback = null, params string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning); // Nothing of a message is ever logged.
        builder.Services.TryAddSingleton(clock);
        builder.Services.AddSingleton<AcceptedMessages>();
        builder.Services.AddSingleton<FaultSchedule>();
        builder
            .Services.AddHttpClient(nameof(DeliveryReporter), client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false })
            .RemoveAllLoggers();
        builder.Services.AddSingleton(services => new DeliveryReporter(
            callback,
            services.GetRequiredService<AcceptedMessages>(),
            services.GetRequiredService<FaultSchedule>(),
            services.GetRequiredService<IHttpClientFactory>(),
            clock,
            services.GetRequiredService<ILogger<DeliveryReporter>>()
        ));
        builder.Services.AddHostedService(services => services.GetRequiredService<DeliveryReporter>());
        var app = builder.Build();
        app.MapPost("/messages", TakeAsync);
        app.MapGet("/messages", (AcceptedMessages accepted) => accepted.All());
        app.MapPost("/faults", (Faults faults, FaultSchedule schedule) =>
            faults.IsPossible ? Results.Ok(schedule.Set(faults)) : Results.BadRequest()
        );
        app.MapDelete("/faults", (FaultSchedule schedule) => schedule.Set(new Faults()));
        app.MapGet("/faults", (FaultSchedule schedule) => schedule.Now);
        return app;
    }

    private static async Task<IResult> TakeAsync(
        NewMessage message,
        AcceptedMessages accepted,
        DeliveryReporter reporter,
        FaultSchedule schedule,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        accepted.CountRequest();
        var faults = schedule.Now;
        if (faults.Delay > TimeSpan.Zero)
            await Task.Delay(faults.Delay, clock, cancelled);
        switch (schedule.Next())
        {
            case Fault.Error:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case Fault.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancelled);
                return Results.Empty;
            case Fault.Refusal:
                return Results.UnprocessableEntity(new { error = "no such number" });
        }

        if (string.IsNullOrEmpty(message.Key) || string.IsNullOrEmpty(message.To) || string.IsNullOrEmpty(message.Text))
            return Results.BadRequest();
        var known = accepted.Accept(message, clock.GetUtcNow());
        if (known.Times == 1)
            reporter.Add(known);

        // The answer is lost although the message was accepted; to the sender it looks like silence.
        if (schedule.LosesAnswer())
            return Results.StatusCode(StatusCodes.Status504GatewayTimeout);
        return Results.Accepted(value: new { id = known.Id });
    }
}

/// <summary>What a sender posts.</summary>
public sealed record NewMessage(string? Key, string? To, string? Text);
