using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Grid.Api.Hosting;

/// <summary>
/// The outermost step: whatever goes wrong inside becomes a problem of the catalogue. No text of an exception leaves the process or reaches
/// the log, since it may hold what was sent.
/// </summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && IsBare(context.Response))
            {
                // Without an answer and above 500: the time was up.
                await ProblemWriter.WriteAsync(
                    context,
                    context.Response.StatusCode >= 500
                        ? Unanswered(context)
                        : new Problem(OfStatus(context.Response.StatusCode) ?? ProblemCatalogue.InvalidRequest)
                );
            }
        }
        catch (ProblemException problem)
        {
            await ProblemWriter.WriteAsync(context, problem.Problem);
        }
        catch (BadHttpRequestException error)
        {
            await ProblemWriter.WriteAsync(context, new Problem(OfStatus(error.StatusCode) ?? ProblemCatalogue.InvalidRequest));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            // The client went away, or the time was up: there may be no reader left.
            await ProblemWriter.WriteAsync(context, Unanswered(context));
        }
        catch (Exception error)
        {
            await ProblemWriter.WriteAsync(context, Of(context, error));
        }
    }

    private Problem Of(HttpContext context, Exception error)
    {
        switch (error)
        {
            case InvalidCursorException:
                return Problem.Fields(
                    new FieldError(HttpMethods.IsGet(context.Request.Method) ? "query.cursor" : "cursor", FieldCodes.BadCursor)
                );
            case StoreUnavailableException or RegionUnavailableException:
                return new Problem(ProblemCatalogue.Unavailable);
            case StoreRefusedException refused:
                // Nothing was committed. The rules should have refused it before the store did, so this needs investigation.
                Refused(refused.Constraint ?? "-", Endpoint(context));
                return new Problem(refused.Duplicate ? ProblemCatalogue.NumberTaken : ProblemCatalogue.NotStorable);
            case OutcomeUnknownException or DuplicateReceiptException or TimeoutException or OrleansException or OperationCanceledException:
                Failed(error.GetType().Name, Endpoint(context));
                return Unanswered(context);
            default:
                Broken(error.GetType().Name, Endpoint(context), error.StackTrace);
                return new Problem(ProblemCatalogue.InternalError);
        }
    }

    /// <summary>For a write the outcome is then unknown.</summary>
    private static Problem Unanswered(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.Kind switch
        {
            OperationKind.Write when Commands.IdempotencyKey.Read(context.Request) is { } key => new Problem(
                ProblemCatalogue.OutcomeUnknown
            )
            {
                Location = "/v1/commands/" + key,
            },
            OperationKind.Repeatable => new Problem(ProblemCatalogue.OutcomeUnknownRepeat),
            _ => new Problem(ProblemCatalogue.Unavailable),
        };

    /// <summary>An error that the framework answered without a body.</summary>
    private static bool IsBare(HttpResponse response) =>
        response.StatusCode >= 400 && (response.ContentLength ?? 0) == 0 && response.ContentType is null;

    private static ProblemKind? OfStatus(int status) =>
        status switch
        {
            401 => ProblemCatalogue.NotAuthenticated,
            403 => ProblemCatalogue.RoleNotAllowed,
            404 => ProblemCatalogue.NoSuchRoute,
            405 => ProblemCatalogue.MethodNotAllowed,
            406 => ProblemCatalogue.NotAcceptable,
            408 => ProblemCatalogue.TooSlow,
            413 => ProblemCatalogue.TooLarge,
            414 => ProblemCatalogue.UriTooLong,
            415 => ProblemCatalogue.NotJson,
            429 => ProblemCatalogue.TooManyRequests,
            431 => ProblemCatalogue.HeadersTooLarge,
            _ => null,
        };

    private static string Endpoint(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.Name ?? "-";

    [LoggerMessage(1, LogLevel.Warning, "{Operation} could not be answered: {Error}")]
    private partial void Failed(string error, string operation);

    [LoggerMessage(3, LogLevel.Error, "{Operation} was refused by the store: {Constraint}")]
    private partial void Refused(string constraint, string operation);

    [LoggerMessage(2, LogLevel.Error, "{Operation} failed inside: {Error} at {Stack}")]
    private partial void Broken(string error, string operation, string? stack);
}
