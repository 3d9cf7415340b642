using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Systems;
using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Licences;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Systems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Licences;

/// <summary>
/// What operators see of the province's electronic licences (电子证照): items that the platform rejected or that could not be sent, days that were
/// compared, and the backfill. Items name registrations, and are on the access log.
/// </summary>
internal static class LicenceEndpoints
{
    public const string Backfill = "/v1/licence-backfill";

    private static readonly OutsideSystem[] Systems = [OutsideSystem.Licence];

    public static void MapLicences(this IEndpointRouteBuilder routes)
    {
        var items = routes.MapGroup("/v1/licence-items").WithTags("Licences");
        items.MapGet("", List).Reads("licences.items").Queries("region", "pageSize", "cursor");
        items.MapPost("/{id}/resend", Resend).Writes("licences.resend").Produces(StatusCodes.Status202Accepted);
        items.MapPost("/{id}/settlement", Settle).Writes("licences.settle").Produces(StatusCodes.Status202Accepted);
        routes.MapGet("/v1/licence-days", Days).WithTags("Licences").Reads("licences.days").NamesNobody().Queries("pageSize", "cursor");
        var backfill = routes.MapGroup(Backfill).WithTags("Licences");
        backfill.MapGet("", ReadBackfill).Reads("licences.backfill").NamesNobody();
        backfill.MapPost("", StartBackfill).Writes("licences.start-backfill").Produces(StatusCodes.Status202Accepted);
    }

    /// <summary>Items that are not tried again by themselves, the oldest first; each holds back what comes after it.</summary>
    private static async Task<Ok<LicenceItemsView>> List(
        HttpRequest request,
        Caller caller,
        ISystemOutbox outbox,
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
        var found = await outbox.GivenUpAsync(Systems, scope, page, cancelled);
        await access.ListAsync(
            caller,
            "licences.items",
            [.. found.Items.Select(item => item.Person).Distinct()],
            "items for licences " + (scope.Office ?? scope.RegionPrefix),
            cancelled
        );
        return TypedResults.Ok(new LicenceItemsView([.. found.Items.Select(LicenceItemLine.Of)], query.Next(found.Next)));
    }

    /// <summary>Puts an item back to be sent. The second time it is no longer on the list.</summary>
    private static Task<IdempotentAnswer> Resend(
        WriteRequest write,
        string id,
        Body<NoBody> body,
        ISystemOutbox outbox,
        IdempotentWrites writes,
        TimeProvider clock
    ) => GivenUpMessages.ResendAsync(write, id, body, Systems, outbox, writes, clock);

    /// <summary>
    /// Takes an item off the list without sending it: the platform has it another way, or need not have it. What waits behind it goes on.
    /// </summary>
    private static async Task<IdempotentAnswer> Settle(
        WriteRequest write,
        string id,
        Body<LicenceSettlementBody> body,
        ISystemOutbox outbox,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        var wanted = GivenUpMessages.IdOf(id);
        var byHand = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var answer = IdempotentWrites.Accepted();
            return await outbox.SettleAsync(
                wanted,
                Systems,
                Scope.ForLists(write.Caller),
                byHand,
                write.Caller.Actor.Subject,
                clock.GetUtcNow(),
                receipt(answer),
                write.Cancelled
            )
                ? answer
                : throw new Problem(ProblemCatalogue.NotFound).AsException();
        });
    }

    private static async Task<Ok<LicenceDaysView>> Days(HttpRequest request, ILicences licences, CancellationToken cancelled)
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfWrong();
        var found = await licences.DaysAsync(page, cancelled);
        return TypedResults.Ok(new LicenceDaysView([.. found.Items.Select(LicenceDayView.Of)], query.Next(found.Next)));
    }

    private static async Task<Ok<LicenceBackfillsView>> ReadBackfill(HttpRequest request, ILicences licences, CancellationToken cancelled)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(
            new LicenceBackfillsView(await licences.BackfillAsync(cancelled) is { } found ? LicenceBackfillView.Of(found) : null)
        );
    }

    /// <summary>
    /// Walks over all registrations and writes an item for each certificate that the platform does not know as it is. 202: it runs in the
    /// background, also when processes stop and start. One that runs goes on.
    /// </summary>
    private static async Task<IdempotentAnswer> StartBackfill(
        WriteRequest write,
        Body<NoBody> body,
        ILicences licences,
        IdempotentWrites writes,
        TimeProvider clock
    ) => await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var answer = IdempotentWrites.Accepted();
            await licences.StartBackfillAsync(write.Caller.Actor.Subject, clock.GetUtcNow(), receipt(answer), write.Cancelled);
            return answer;
        });
}
