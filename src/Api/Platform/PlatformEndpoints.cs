using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Platform;

/// <summary>
/// The sync with the national platform (失业登记全国统一服务平台, 79/2020 (七), (八)): its state, pausing it, sending days again, and what was
/// ordered.
/// </summary>
internal static class PlatformEndpoints
{
    public const string State = "/v1/platform";
    public const string Orders = "/v1/platform/orders";

    public static void MapPlatform(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(State).WithTags("Platform");
        group.MapGet("", Read).Reads("platform.read").NamesNobody();
        group.MapGet("/orders", Log).Reads("platform.orders").Queries("pageSize", "cursor");
        group.MapPost("/pause", Pause).Writes("platform.pause").Produces<PauseView>();
        group.MapPost("/resume", Resume).Writes("platform.resume").Produces<PauseView>();
        group.MapPost("/resends", Resend).Writes("platform.resend-days").Produces<ResendDaysView>(StatusCodes.Status202Accepted);
    }

    private static async Task<Ok<PlatformStateView>> Read(
        HttpRequest request,
        IGrainFactory grains,
        IReferenceData reference,
        IPlatformOutbox outbox,
        IPlatformOrders orders,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var state = await ProvinceSync.Of(grains, reference).State().WaitAsync(cancelled);
        return TypedResults.Ok(PlatformStateView.Of(state, await outbox.StateAsync(cancelled), await orders.PausedAsync(cancelled)));
    }

    /// <summary>Items belong to persons, so reads of the log are on the access log.</summary>
    private static async Task<Ok<PlatformOrdersView>> Log(
        HttpRequest request,
        Caller caller,
        IPlatformOrders orders,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfWrong();
        var found = await orders.ListAsync(page, cancelled);
        await access.ListAsync(
            caller,
            "platform.orders",
            [.. found.Items.Select(order => order.Person).OfType<Domain.Identity.PersonId>().Distinct()],
            "orders",
            cancelled
        );
        return TypedResults.Ok(new PlatformOrdersView([.. found.Items.Select(PlatformOrderLine.Of)], query.Next(found.Next)));
    }

    /// <summary>
    /// Nothing is pulled or sent from now on; what is under way is finished. Offices do not notice: what must be sent waits.
    /// </summary>
    private static Task<IdempotentAnswer> Pause(
        WriteRequest write,
        HttpRequest request,
        Body<OrderBody> body,
        IPlatformOrders orders,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    ) => TurnAsync(write, request, body, orders.PauseAsync, ProblemCatalogue.PlatformPaused, grains, reference, writes, clock);

    /// <summary>Ends the pause.</summary>
    private static Task<IdempotentAnswer> Resume(
        WriteRequest write,
        HttpRequest request,
        Body<OrderBody> body,
        IPlatformOrders orders,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    ) => TurnAsync(write, request, body, orders.ResumeAsync, ProblemCatalogue.PlatformNotPaused, grains, reference, writes, clock);

    private static async Task<IdempotentAnswer> TurnAsync(
        WriteRequest write,
        HttpRequest request,
        Body<OrderBody> body,
        Func<string, string, DateTimeOffset, CommandReceipt?, CancellationToken, Task<bool>> turn,
        ProblemKind so,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var reason = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var (by, now) = (write.Caller.Actor.Subject, clock.GetUtcNow());
            var answer = IdempotentWrites.Done(new PauseView(by, reason, now));
            if (!await turn(by, reason, now, receipt(answer), write.Cancelled))
                throw new Problem(so).AsException();

            await ProvinceSync.Of(grains, reference).Nudge();
            return answer;
        });
    }

    /// <summary>
    /// Everything that the platform accepted for these days goes out again under the same keys, so that it holds each item once. 202: it
    /// goes on by itself.
    /// </summary>
    private static async Task<IdempotentAnswer> Resend(
        WriteRequest write,
        HttpRequest request,
        Body<ResendDaysBody> body,
        IPlatformOutbox outbox,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var days = body.Value.Read(new Fields(clock), reference.Regions);
        var prefix = days.Region?.Prefix ?? "";
        Scope.RequireRegion(write.Caller, prefix);
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var answer = IdempotentWrites.Accepted(State, ResendDaysView.Of(days));

            // Several years take longer than a request may: the work continues then, and the receipt shows when it is done.
            var put = outbox.ResendDaysAsync(
                days.From,
                days.To,
                prefix.Length == 0 ? null : prefix,
                days.Kind,
                write.Caller.Actor.Subject,
                days.Reason,
                clock.GetUtcNow(),
                receipt(answer),
                CancellationToken.None
            );
            if (await put.WaitAsync(write.Cancelled) == 0)
                throw new Problem(ProblemCatalogue.NothingToResend).AsException();

            await ProvinceSync.Of(grains, reference).Nudge();
            return answer;
        });
    }
}

/// <summary>Identifiers in the sync's addresses.</summary>
internal static class PlatformPath
{
    public static Guid BackfillId(string id) =>
        Guid.TryParseExact(id, "N", out var wanted)
            ? wanted
            : throw Problem.Fields(new FieldError("path.id", FieldCodes.BadCode)).AsException();

    public static long Id(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            ? wanted
            : throw Problem.Fields(new FieldError("path.id", FieldCodes.BadCode)).AsException();
}

/// <summary>The sync of the register's province.</summary>
internal static class ProvinceSync
{
    public static IPlatformSyncGrain Of(IGrainFactory grains, IReferenceData reference) =>
        grains.GetGrain<IPlatformSyncGrain>(
            reference.Regions.All.First(region => region.Level == Domain.Regions.RegionLevel.Province).Code.Prefix
        );
}

/// <summary>Why an operator orders something of the sync; goes to the operators' log.</summary>
public sealed record OrderBody : IRequest<OrderBody>
{
    internal const int Longest = 500;

    public string? Note { get; init; }

    public static OrderBody Example { get; } = new() { Note = "全国平台今晚停机升级" };

    internal string Read(Fields fields)
    {
        var note = ReadNote(fields, Note);
        fields.ThrowIfWrong();
        return note!;
    }

    /// <summary>Null after an error.</summary>
    internal static string? ReadNote(Fields fields, string? note) => fields.Text(note, "note", Longest, required: true, shortest: 2);
}
