using Grid.Api.Access;
using Grid.Api.OpenApi;
using Grid.Api.Platform;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Wording;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Text;
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
        group.MapGet("", Counts).Reads("worklists.list").NamesNobody().Queries("office", "region");
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
            query.Wrong("unclaimed", FieldCodes.Contradicts);

        query.ThrowIfWrong();
        if (!Names<DutyKind>.TryGet(kind, out var wanted))
            throw new Problem(ProblemCatalogue.NotFound) { Allowed = Names<DutyKind>.All }.AsException();

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
            new WorklistView(
                [.. found.Items.Select(item => WorklistLine.Of(item, caller, matrix, reference.Offices, now))],
                query.Next(found.Next)
            )
        );
    }
}

/// <summary>What is due, in numbers.</summary>
/// <param name="Today">The day in China by which the buckets are cut.</param>
/// <param name="Items">One for each kind of duty, also where there is nothing.</param>
/// <param name="UndeliveredNotices">The messages that could not be delivered.</param>
/// <param name="PlatformApplications">Applications of the platform that could not be taken over and are to be settled with the
/// person.</param>
/// <param name="WordingFlags">Texts that suggest a ground which the notice forbids; for supervisors only.</param>
public sealed record WorklistsView(
    DateOnly Today,
    IReadOnlyList<WorklistKindView> Items,
    UndeliveredCountView UndeliveredNotices,
    WordingFlagCountView? WordingFlags,
    PlatformApplicationCountView PlatformApplications
)
{
    internal static WorklistsView Of(
        DateOnly today,
        IReadOnlyList<WorklistCount> counts,
        long undelivered,
        long? wordingFlags,
        IEnumerable<ToSettleCount> platformApplications
    ) =>
        new(
            today,
            [.. DutyWords.All.Select(kind => WorklistKindView.Of(kind.Key, kind.Value, counts))],
            new UndeliveredCountView(undelivered, "/v1/notices/undelivered"),
            wordingFlags is { } flags ? new WordingFlagCountView(flags, WordingFlagEndpoints.Path) : null,
            new PlatformApplicationCountView(
                platformApplications.Sum(count => count.Open),
                platformApplications.Sum(count => count.Overdue),
                PlatformApplicationEndpoints.Path
            )
        );
}

/// <summary>A page of a worklist.</summary>
/// <param name="Items">The earliest last day first.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record WorklistView(IReadOnlyList<WorklistLine> Items, string? Next);

/// <summary>Open duties of one kind, by bucket.</summary>
/// <param name="Kind">As in the address of its list.</param>
/// <param name="Overdue">The last day is past.</param>
/// <param name="Today">The last day is today.</param>
/// <param name="Week">The last day is one of the next seven.</param>
/// <param name="Later">After those.</param>
public sealed record WorklistKindView(
    [NamesOf<DutyKind>] string Kind,
    string Zh,
    string En,
    long Overdue,
    long Today,
    long Week,
    long Later,
    long Total,
    string Href
)
{
    internal static WorklistKindView Of(DutyKind kind, Words words, IReadOnlyList<WorklistCount> counts)
    {
        long In(WorklistBucket bucket) => counts.Where(count => count.Kind == kind && count.Bucket == bucket).Sum(count => count.Count);
        var name = EnumName.Of(kind);
        var (overdue, today, week, later) = (
            In(WorklistBucket.Overdue),
            In(WorklistBucket.Today),
            In(WorklistBucket.Week),
            In(WorklistBucket.Later)
        );
        return new WorklistKindView(
            name,
            words.Zh,
            words.En,
            overdue,
            today,
            week,
            later,
            overdue + today + week + later,
            "/v1/worklists/" + name
        );
    }
}

/// <summary>How soon a last day is.</summary>
internal static class Buckets
{
    public static WorklistBucket Of(DateOnly due, DateOnly today) =>
        due < today ? WorklistBucket.Overdue
        : due == today ? WorklistBucket.Today
        : due <= today.AddDays(7) ? WorklistBucket.Week
        : WorklistBucket.Later;
}

/// <summary>Who holds a duty, seen by the caller.</summary>
internal enum ClaimState
{
    Free,
    Mine,
    Taken,
}

/// <summary>How many messages could not be delivered, and where they are listed.</summary>
public sealed record UndeliveredCountView(long Count, string Href);
