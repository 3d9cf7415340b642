using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Platform;

/// <summary>
/// The refused list: items that the platform, or the mapping, refused, and those to report by hand. Offices correct the record, operators
/// send again or settle.
/// </summary>
internal static class RefusedItemEndpoints
{
    public static void MapRefusedItems(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/platform/refused-items").WithTags("Platform");
        group.MapGet("", List).Reads("platform.refused-items").Queries("office", "region", "pageSize", "cursor");
        group.MapPost("/{id}/resend", Resend).Writes("platform.resend-item").Produces<ItemOrderView>(StatusCodes.Status202Accepted);
        group.MapPost("/{id}/settlement", Settle).Writes("platform.settle-item").Produces<ItemOrderView>();
    }

    /// <summary>By the moment since when. Persons are named by their identifier only; the reading is on the access log.</summary>
    private static async Task<Ok<CursorPage<RefusedItemLine>>> List(
        HttpRequest request,
        Caller caller,
        IPlatformOutbox outbox,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var part = ScopePart.Read(query, reference.Offices, clock.Today());
        var page = query.Page();
        query.ThrowIfWrong();
        var scope = part.Within(caller);
        var found = await outbox.RefusedAsync(scope, page, cancelled);
        await access.ListAsync(
            caller,
            "platform.refused-items",
            [.. found.Items.Select(item => item.Person).Where(person => !person.IsNobody).Distinct()],
            "refused " + (scope.Office ?? scope.RegionPrefix),
            cancelled
        );
        return TypedResults.Ok(
            new CursorPage<RefusedItemLine>(
                [.. found.Items.Select(item => RefusedItemLine.Of(item, RequestLanguage.Of(request)))],
                found.Total,
                query.Next(found.Next)
            )
        );
    }

    /// <summary>
    /// Puts an item back to be sent, under its old key; <c>renew</c>: with the content that the person's record gives now.
    /// </summary>
    private static async Task<IdempotentAnswer> Resend(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<ResendBody> body,
        IPlatformOutbox outbox,
        ItemRenewal renewal,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var wanted = PlatformPath.Id(id);
        var (reason, renew) = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var item = await RequireAsync(wanted, write, outbox);
            var renewed = renew
                ? await renewal.MakeAsync(item, write.Cancelled) ?? throw new Problem(ProblemCatalogue.NotRenewable).AsException()
                : null;
            var answer = IdempotentWrites.Accepted(
                PlatformEndpoints.State,
                new ItemOrderView(id, EnumName.Of(item.Kind), renew ? "renew" : "resend")
            );
            if (
                !await outbox.ResendAsync(
                    wanted,
                    renewed,
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

    /// <summary>
    /// Takes an item off the list without sending it: it was reported by hand, or need not be. What waited behind it goes on.
    /// </summary>
    private static async Task<IdempotentAnswer> Settle(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<SettlementBody> body,
        IPlatformOutbox outbox,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var wanted = PlatformPath.Id(id);
        var (reason, byHand) = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var item = await RequireAsync(wanted, write, outbox);
            var answer = IdempotentWrites.Done(
                new ItemOrderView(
                    id,
                    EnumName.Of(item.Kind),
                    EnumName.Of(byHand ? PlatformOrderKind.ReportedByHand : PlatformOrderKind.Skip)
                )
            );
            if (
                !await outbox.SettleAsync(
                    wanted,
                    byHand,
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

    private static async Task<RefusedItem> RequireAsync(long id, WriteRequest write, IPlatformOutbox outbox) =>
        await outbox.FindAsync(id, write.Cancelled) is { } item
        && item.Region.StartsWith(Scope.RegionOf(write.Caller), StringComparison.Ordinal)
            ? item
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
}
