namespace Grid.Silo.Stopping;

/// <summary>
/// Answers of a process that is going away say so, for the proxy before it: what it cannot do any more another process can.
/// </summary>
public static class StoppingHeader
{
    public const string Name = "Grid-Stopping";

    public static void UseStoppingHeader(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(
                    static state =>
                    {
                        var (app, response) = ((WebApplication, HttpResponse))state;
                        if (app.Lifetime.ApplicationStopping.IsCancellationRequested)
                            response.Headers[Name] = "true";
                        return Task.CompletedTask;
                    },
                    (app, context.Response)
                );
                return next(context);
            }
        );
    }
}
