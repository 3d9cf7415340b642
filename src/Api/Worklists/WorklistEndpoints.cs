using Grid.Api.Access;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Worklists;

/// <summary>What is due: a clerk sees the own office's, a supervisor all below, escalated ones too (79/2020 (十四)).</summary>
internal static class WorklistEndpoints
{
    public static void MapWorklists(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/worklists").WithTags("Worklists");
        group.MapGet("", Counts).Reads("worklists.list").Queries("office", "region");
        group
            .MapGet("/{kind}", List)
            .Reads("worklists.read")
            .Queries("office", "region", "bucket", "escalated", "mine", "unclaimed", "pageSize", "cursor");
    }

    /// <summary>How many are due, by kind and bucket, from the same rows as the lists.</summary>
    private static async Task<Ok<WorklistsView>> Counts(
        HttpRequest request,
        Caller caller,
        IWorklists worklists,
        INoticeOutbox notices,
        IWordingFlags wording,
        IPlatformSettlements settlements,
        RoleMatrix matrix,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var part = ScopePart.Read(query, reference.Offices, clock.Today());
        query.ThrowIfWrong();
        var today = clock.Today();
        var scope = part.Within(caller);
        var counts = await worklists.CountAsync(scope, today, cancelled);
        long? flags = matrix.Allows("wording-flags.list", caller.Actor.Role)
            ? (await wording.CountOpenAsync(scope, 0, cancelled)).Values.Sum()
            : null;
        return TypedResults.Ok(
            WorklistsView.Of(
                today,
                counts,
                await notices.CountUndeliveredAsync(scope, cancelled),
                flags,
                (await settlements.CountAsync(scope, 0, today, cancelled)).Values
            )
        );
    }

    /// <summary>Open duties of one kind, the earliest last day first; those that were postponed are left out until their day.</summary>
    private static async Task<Ok<WorklistView>> List(
        string kind,
        HttpRequest request,
        Caller caller,
        IWorklists worklists,
        IReferenceData reference,
        RoleMatrix matrix,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var part = ScopePart.Read(query, reference.Offices, clock.Today());
        var bucket = query.Name<WorklistBucket>("bucket");
        var (escalated, mine, unclaimed) = (query.Flag("escalated"), query.Flag("mine"), query.Flag("unclaimed"));
        var page = query.Page();
        if (mine && unclaimed)
        {
            query.Wrong("unclaimed", FieldCodes.Contradicts);
        }

        query.ThrowIfWrong();
        if (!Names<DutyKind>.TryGet(kind, out var wanted))
        {
            throw new Problem(ProblemCatalogue.NotFound) { Allowed = Names<DutyKind>.All }.AsException();
        }

        var scope = part.Within(caller);
        var filter = new WorklistFilter(
            wanted,
            bucket,
            escalated ? caller.Office!.Code.Value : null,
            mine ? caller.Actor.Subject : null,
            unclaimed
        );
        var found = await worklists.ListAsync(scope, filter, clock.Today(), page, cancelled);
        string?[] said =
        [
            kind,
            bucket?.ToString(),
            scope.Office ?? scope.RegionPrefix,
            escalated ? "escalated" : null,
            mine ? "mine" : null,
            unclaimed ? "unclaimed" : null,
        ];
        await access.ListAsync(
            caller,
            "worklists.read",
            [.. found.Items.Select(item => item.Person).Distinct()],
            string.Join(' ', said.Where(one => one is not null)),
            cancelled
        );
        var now = clock.GetUtcNow();
        return TypedResults.Ok(
            new WorklistView([.. found.Items.Select(item => WorklistLine.Of(item, caller, matrix, reference.Offices, now))], found.Next)
        );
    }
}
