using Grid.Api.Access;
using Grid.Api.Applicants;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Progress;

/// <summary>Progress for the applicant (进度查询, R6.2): three outward labels, no login.</summary>
internal static class ProgressEndpoints
{
    public static void MapProgress(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/progress", Find).WithTags("Progress").Reads("progress.read").LimitedByAddress();
        routes
            .MapPost("/v1/hotline/progress", HotlineProgress.Find)
            .WithTags("Progress")
            .Reads("hotline.progress")
            .Counted(CountedCall.Search);
    }

    private static async Task<Ok<ProgressView>> Find(
        Caller caller,
        HttpRequest request,
        Body<ProgressBody> body,
        ApplicantFinder applicants,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var (record, receipt) = await applicants.FindAsync(request, body.Value, new Fields(clock), cancelled, inError: true);
        await access.PersonAsync(caller, "progress.read", record, cancelled);
        return TypedResults.Ok(
            ProgressView.Of(record, receipt, reference.Offices, clock.Today())
                ?? throw new Problem(ProblemCatalogue.ProgressNotFound).AsException()
        );
    }
}

/// <summary>The applicant asks how far it is, or for the messages: by receipt number and identity number together.</summary>
public sealed record ProgressBody : IRequest<ProgressBody>, IReceiptPair
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    public static ProgressBody Example { get; } =
        new()
        {
            ReceiptNumber = ApplicationNumber.Create("360102", new DateOnly(2026, 11, 20), 42).Value,
            IdentityNumber = "11010519491231002X",
        };
}
