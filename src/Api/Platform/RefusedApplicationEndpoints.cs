using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Platform;

/// <summary>
/// Applications of the platform that are no applications: impossible numbers, unknown regions, no commitment, a repeat that contradicts.
/// Each is kept with its reason.
/// </summary>
internal static class RefusedApplicationEndpoints
{
    public static void MapRefusedApplications(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/platform/refused-applications").WithTags("Platform");
        group.MapGet("", List).Reads("platform.refused-applications").Queries("pageSize", "cursor");
        group.MapPost("/{id}/retry", Retry).Writes("platform.retry-application").Produces(StatusCodes.Status202Accepted);
    }

    private static async Task<Ok<CursorPage<RefusedApplicationLine>>> List(
        HttpRequest request,
        Caller caller,
        IPlatformIntake intake,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfWrong();
        var found = await intake.RefusedAsync(Scope.ForLists(caller), page, cancelled);

        var language = RequestLanguage.Of(request);

        // The persons are unknown; the access log names the applications.
        await access.ListAsync(
            caller,
            "platform.refused-applications",
            [],
            "refused applications " + string.Join(' ', found.Items.Select(item => item.Id)),
            cancelled
        );
        return TypedResults.Ok(
            new CursorPage<RefusedApplicationLine>(
                [.. found.Items.Select(item => RefusedApplicationLine.Of(item, language))],
                found.Total,
                query.Next(found.Next)
            )
        );
    }

    /// <summary>
    /// Tries one of the caller's list again, after the offices or the table of fields were put right. The second time it is no longer on it.
    /// </summary>
    private static async Task<IdempotentAnswer> Retry(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<OrderBody> body,
        IPlatformIntake intake,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var wanted = PlatformPath.Id(id);
        var reason = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var answer = IdempotentWrites.Accepted();
            if (
                !await intake.RetryAsync(
                    wanted,
                    Scope.RegionOf(write.Caller),
                    write.Caller.Actor.Subject,
                    reason,
                    clock.GetUtcNow(),
                    receipt(answer),
                    write.Cancelled
                )
            )
            {
                throw new Problem(ProblemCatalogue.NotFound).AsException();
            }

            await ProvinceSync.Of(grains, reference).Nudge();
            return answer;
        });
    }
}

/// <summary>An application of the platform that could not be handed to a person's record.</summary>
/// <param name="Number">失业登记申请编号; absent when it came without one that can be used: then it cannot be tried again.</param>
/// <param name="Field">The field at fault, in the register's names.</param>
/// <param name="Error">Why, in the language of the request where the rules refused it; longer numbers are masked.</param>
public sealed record RefusedApplicationLine(
    string Id,
    string Region,
    string? Number,
    string? Field,
    string Error,
    DateTimeOffset Since,
    string? Retry
)
{
    internal static RefusedApplicationLine Of(RefusedApplication application, Language language)
    {
        var id = application.Id.ToString(CultureInfo.InvariantCulture);
        return new RefusedApplicationLine(
            id,
            application.Region,
            application.Number,
            application.Field,
            Mask.Text(RefusalWords.Of(application.Reason, language))!,
            application.At,
            application.Number is null ? null : $"/v1/platform/refused-applications/{id}/retry"
        );
    }
}
