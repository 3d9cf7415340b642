using Grid.PlatformSimulator.Wire;
using Npgsql;

namespace Grid.PlatformSimulator;

/// <summary>Answers what could not be done: 400 with the field for what cannot be read, 503 while the database is away.</summary>
internal static partial class Failures
{
    public static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (BadInputException e)
        {
            await WriteAsync(http, e.Status, e.Message, e.Field);
        }
        catch (BadHttpRequestException e)
        {
            await WriteAsync(http, e.StatusCode, "the request cannot be read", "body");
        }
        catch (NpgsqlException e) when (!http.RequestAborted.IsCancellationRequested)
        {
            LogDatabase(http.RequestServices.GetRequiredService<ILogger<Database>>(), e.Message);
            await WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "the simulator's database does not answer", null);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; no answer is needed.
        }
    }

    private static Task WriteAsync(HttpContext http, int status, string error, string? field)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return Task.CompletedTask;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error, field }, WireText.Json, CancellationToken.None);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The database: {Problem}")]
    private static partial void LogDatabase(ILogger logger, string problem);

    /// <summary>Names the log's source.</summary>
    internal sealed class Database;
}
