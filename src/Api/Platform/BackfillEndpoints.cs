using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Platform;

/// <summary>
/// Backfills (补传): all registrations since 2020-03-31 (79/2020 (七)), and the upload of all valid data (79/2020 (八)). A backfill runs in the
/// background, below what offices do.
/// </summary>
internal static class BackfillEndpoints
{
    public const string Backfills = "/v1/platform/backfills";

    private const int MostFailures = 100;

    public static void MapBackfills(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Backfills).WithTags("Platform");
        group.MapGet("", List).Reads("platform.backfills").NamesNobody().Queries("pageSize", "cursor");
        group.MapPost("", Start).Writes("platform.start-backfill").Produces<BackfillStartedView>(StatusCodes.Status202Accepted);
        group.MapGet("/{id}", One).Reads("platform.backfill");
        group.MapPost("/{id}/pause", Pause).Writes("platform.pause-backfill").Produces<BackfillOrderView>();
        group.MapPost("/{id}/resume", Resume).Writes("platform.resume-backfill").Produces<BackfillOrderView>();
        group.MapPost("/{id}/cancel", Cancel).Writes("platform.cancel-backfill").Produces<BackfillOrderView>();
        group.MapPost("/{id}/throttle", Throttle).Writes("platform.throttle-backfill").Produces<BackfillOrderView>();
    }

    /// <summary>Those of the caller's regions.</summary>
    private static async Task<Ok<BackfillsView>> List(
        HttpRequest request,
        Caller caller,
        IPlatformBackfills backfills,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfWrong();
        var found = await backfills.ListAsync(Scope.RegionOf(caller), page, cancelled);
        return TypedResults.Ok(new BackfillsView([.. found.Items.Select(BackfillView.Of)], query.Next(found.Next)));
    }

    /// <summary>Registrations, rate and time left; and of which nothing could be made.</summary>
    private static async Task<Ok<BackfillDetailView>> One(
        string id,
        HttpRequest request,
        Caller caller,
        IPlatformBackfills backfills,
        IPersonSearch search,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var backfill = await RequireAsync(PlatformPath.BackfillId(id), backfills, cancelled);
        if (!IsWithin(backfill, caller))
            throw new Problem(ProblemCatalogue.NotFound).AsException();

        var failures = await backfills.FailuresAsync(backfill.Id, MostFailures, cancelled);
        var filter = $"backfill {backfill.Id:N} failures {failures.Count}";
        await access.RepeatedAsync(caller, "platform.backfill", filter, () => PersonsOf(failures, search, cancelled), cancelled);
        return TypedResults.Ok(BackfillDetailView.Of(backfill, failures));
    }

    private static async Task<IReadOnlyList<PersonId>> PersonsOf(
        IEnumerable<BackfillFailure> failures,
        IPersonSearch search,
        CancellationToken cancelled
    )
    {
        var persons = new List<PersonId>();
        foreach (var failure in failures)
        {
            if (
                RegistrationNumber.TryParse(failure.Registration, out var number, out _)
                && await search.ByRegistrationNumberAsync(number, cancelled) is { } person
            )
            {
                persons.Add(person);
            }
        }

        return persons;
    }

    /// <summary>
    /// Walks over the registrations of these days and puts what the platform never received into the outbox. 202: it runs in the
    /// background, also when processes stop and start; its address tells how far it is. Two that have registrations in common are not under
    /// way at once.
    /// </summary>
    private static async Task<IdempotentAnswer> Start(
        WriteRequest write,
        HttpRequest request,
        Body<BackfillBody> body,
        IPlatformBackfills backfills,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var (range, throttle, reason) = body.Value.Read(new Fields(clock), reference.Regions);
        Scope.RequireRegion(write.Caller, range.Region ?? "");
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var id = Guid.CreateVersion7(clock.GetUtcNow());
            var answer = IdempotentWrites.Accepted(
                $"{Backfills}/{id:N}",
                new BackfillStartedView(
                    id.ToString("N"),
                    EnumName.Of(range.Kind),
                    range.From,
                    range.To,
                    range.Region,
                    range.Again,
                    throttle.Rate,
                    throttle.Backlog
                )
            );
            if (
                !await backfills.StartAsync(
                    id,
                    range,
                    throttle,
                    write.Caller.Actor.Subject,
                    reason,
                    clock.GetUtcNow(),
                    receipt(answer),
                    write.Cancelled
                )
            )
            {
                throw new Problem(ProblemCatalogue.BackfillUnderWay).AsException();
            }

            await ProvinceSync.Of(grains, reference).Nudge();
            return answer;
        });
    }

    /// <summary>It halts after its page; what it has made is sent.</summary>
    private static Task<IdempotentAnswer> Pause(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<OrderBody> body,
        IPlatformBackfills backfills,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    ) => TurnAsync(BackfillTurn.Pause, write, id, request, body, backfills, grains, reference, writes, clock);

    /// <summary>It goes on where it was.</summary>
    private static Task<IdempotentAnswer> Resume(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<OrderBody> body,
        IPlatformBackfills backfills,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    ) => TurnAsync(BackfillTurn.Resume, write, id, request, body, backfills, grains, reference, writes, clock);

    /// <summary>Ends it for good; what it has made until then is sent.</summary>
    private static Task<IdempotentAnswer> Cancel(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<OrderBody> body,
        IPlatformBackfills backfills,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    ) => TurnAsync(BackfillTurn.Cancel, write, id, request, body, backfills, grains, reference, writes, clock);

    private static async Task<IdempotentAnswer> TurnAsync(
        BackfillTurn turn,
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<OrderBody> body,
        IPlatformBackfills backfills,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var wanted = PlatformPath.BackfillId(id);
        var reason = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            await RequireAsync(wanted, write, backfills);
            var (by, now) = (write.Caller.Actor.Subject, clock.GetUtcNow());
            var answer = IdempotentWrites.Done(new BackfillOrderView(wanted.ToString("N"), EnumName.Of(turn), by, reason, now, null, null));
            if (!await backfills.TurnAsync(wanted, turn, by, reason, now, receipt(answer), write.Cancelled))
                throw new Problem(ProblemCatalogue.BackfillNotInState).AsException();

            await ProvinceSync.Of(grains, reference).Nudge();
            return answer;
        });
    }

    /// <summary>Changes how fast it may go, while it runs.</summary>
    private static async Task<IdempotentAnswer> Throttle(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<ThrottleBody> body,
        IPlatformBackfills backfills,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var wanted = PlatformPath.BackfillId(id);
        var (rate, backlog, reason) = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var before = await RequireAsync(wanted, write, backfills);
            var throttle = new BackfillThrottle(rate ?? before.Throttle.Rate, backlog ?? before.Throttle.Backlog);
            var (by, now) = (write.Caller.Actor.Subject, clock.GetUtcNow());
            var answer = IdempotentWrites.Done(
                new BackfillOrderView(wanted.ToString("N"), "throttle", by, reason, now, throttle.Rate, throttle.Backlog)
            );
            return await backfills.ThrottleAsync(wanted, throttle, by, reason, now, receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.BackfillNotInState).AsException();
        });
    }

    private static async Task<PlatformBackfill> RequireAsync(Guid id, IPlatformBackfills backfills, CancellationToken cancelled) =>
        await backfills.FindAsync(id, cancelled) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();

    /// <summary>One of the caller's regions.</summary>
    private static async Task<PlatformBackfill> RequireAsync(Guid id, WriteRequest write, IPlatformBackfills backfills)
    {
        var backfill = await RequireAsync(id, backfills, write.Cancelled);
        Scope.RequireRegion(write.Caller, backfill.Range.Region ?? "");
        return backfill;
    }

    private static bool IsWithin(PlatformBackfill backfill, Caller caller) =>
        (backfill.Range.Region ?? "").StartsWith(Scope.RegionOf(caller), StringComparison.Ordinal);
}
