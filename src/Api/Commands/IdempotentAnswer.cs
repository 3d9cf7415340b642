using Grid.Api.Problems;
using Grid.Grains.Interfaces.Receipts;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Commands;

/// <summary>The answer to a write that changes no person's record. A repeat gets the same bytes.</summary>
/// <param name="answer">Null: the key was used for another request.</param>
internal sealed class IdempotentAnswer(WriteAnswer? answer) : IResult
{
    /// <summary>It is the first answer's; nothing was done now.</summary>
    public bool Repeated { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (answer is null)
        {
            await ProblemWriter.WriteAsync(httpContext, new Problem(ProblemCatalogue.IdempotencyKeyReused));
            return;
        }

        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        response.Headers.CacheControl = "no-store";
        if (answer.Location is { } location)
        {
            response.Headers.Location = location;
        }

        if (Repeated)
        {
            response.Headers[CommandAnswer.ReplayHeader] = "true";
        }

        if (answer.Body is { } body)
        {
            response.ContentType = "application/json; charset=utf-8";
            await response.WriteAsync(body, CancellationToken.None);
        }
    }
}
