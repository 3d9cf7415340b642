using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Platform;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Reorganising;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace Grid.Api.Reorganising;

/// <summary>
/// Moving what ended offices hold to the offices that took over (机构撤并后业务划转). An order runs in the background and survives when processes
/// stop and start.
/// </summary>
internal static class CaseMoveEndpoints
{
    private const string Address = "/v1/case-moves";
    private const int MostMoves = 100;
    private const int MostFailures = 100;

    public static void MapCaseMoves(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Address).WithTags("Regions and offices");
        group.MapGet("", List).Reads("case-moves.list").NamesNobody();
        group.MapPost("", Order).Writes("case-moves.order").Produces<CaseMoveOrderedView>(StatusCodes.Status202Accepted);
        group.MapGet("/{id}", One).Reads("case-moves.read");
        group.MapPost("/{id}/cancel", Cancel).Writes("case-moves.cancel").Produces<CaseMoveCancelledView>();
    }

    /// <summary>
    /// What offices of the caller's regions hold that have ended or will end, and the orders for them, the newest first.
    /// </summary>
    private static async Task<Ok<CaseMovesView>> List(
        HttpRequest request,
        Caller caller,
        ICaseMoves moves,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var (offices, today, reach) = (reference.Offices, clock.Today(), Scope.RegionOf(caller));
        var held = (await moves.HoldingsAsync(cancelled))
            .Offices.Where(one => one.IsOpen && IsWithin(one.Office, reach))
            .Select(one => (Held: one, Office: offices.Find(one.Office)));
        return TypedResults.Ok(
            new CaseMovesView(
                [
                    .. held.Where(one => one.Office?.ValidTo is not null)
                        .Select(one => EndingOfficeView.Of(one.Held, one.Office!, offices, today)),
                ],
                [.. (await moves.ListAsync(reach, MostMoves, cancelled)).Select(move => CaseMoveView.Of(move, left: null))]
            )
        );
    }

    /// <summary>How far an order is, how many persons are left, and whom it could not move when it last tried.</summary>
    private static async Task<Ok<CaseMoveDetailView>> One(
        string id,
        HttpRequest request,
        Caller caller,
        ICaseMoves moves,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var move = await RequireAsync(id, moves, cancelled);
        if (!IsWithin(move.Area, Scope.RegionOf(caller)))
            throw new Problem(ProblemCatalogue.NotFound).AsException();

        var left = await moves.CountAsync(Codes(CaseMoveOrder.OfficesOf(move.Area, reference.Offices, clock.Today())), cancelled);
        var failures = await moves.FailuresAsync(move.Id, MostFailures, cancelled);
        var filter = $"case move {move.Id:N} failures {failures.Count}";
        IReadOnlyList<PersonId> persons = [.. failures.Select(failure => failure.Person)];
        await access.RepeatedAsync(caller, "case-moves.read", filter, () => Task.FromResult(persons), cancelled);
        return TypedResults.Ok(
            new CaseMoveDetailView(
                CaseMoveView.Of(move, left),
                [.. failures.Select(one => new CaseMoveFailureView(one.Person.ToString(), one.Trouble, one.At))]
            )
        );
    }

    /// <summary>
    /// Active registrations, open applications and objections, and the duties with them go to the successors of the offices of this area
    /// that have ended, as transfers: the ground, the date of registration and the deadlines stay, and the persons are informed. 202: it
    /// runs in the background; its address shows the progress.
    /// </summary>
    private static async Task<IdempotentAnswer> Order(
        WriteRequest write,
        HttpRequest request,
        Body<CaseMoveBody> body,
        ICaseMoves moves,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var fields = new Fields(clock);
        var (area, reason) = body.Value.Read(fields, reference.Offices);
        if (!IsWithin(area, Scope.RegionOf(write.Caller)))
            throw new Problem(ProblemCatalogue.Of(Domain.Persons.RefusalCode.NotYourCase)).AsException();

        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var (offices, today) = (reference.Offices, clock.Today());
            var ended = CaseMoveOrder.OfficesOf(area, offices, today);
            if (ended.Count == 0)
                throw new Problem(ProblemCatalogue.NothingEnded).AsException();

            var total = await moves.CountAsync(Codes(ended), write.Cancelled);
            var move = new CaseMoveOrder(
                Guid.CreateVersion7(clock.GetUtcNow()),
                area,
                reason,
                write.Caller.Actor.Subject,
                clock.GetUtcNow(),
                CaseMoveStatus.Running,
                total,
                Sweep: 1,
                Place: null,
                Moved: 0,
                null,
                null
            );
            var answer = IdempotentWrites.Accepted(
                $"{Address}/{move.Id:N}",
                new CaseMoveOrderedView(
                    move.Id.ToString("N"),
                    area,
                    total,
                    [.. ended.Select(one => new SucceededView(one.Code.Value, offices.SuccessorOf(one, today)?.Code.Value))],
                    $"{Address}/{move.Id:N}"
                )
            );
            if (!await moves.OrderAsync(move, receipt(answer), write.Cancelled))
                throw new Problem(ProblemCatalogue.CaseMoveUnderWay).AsException();

            await grains.GetGrain<ICaseMoveGrain>(ICaseMoveGrain.Only).Watch();
            return answer;
        });
    }

    /// <summary>Ends an order for good; what it has moved until then stays moved.</summary>
    private static async Task<IdempotentAnswer> Cancel(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<OrderBody> body,
        ICaseMoves moves,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var reason = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var move = await RequireAsync(id, moves, write.Cancelled);
            if (!IsWithin(move.Area, Scope.RegionOf(write.Caller)))
                throw new Problem(ProblemCatalogue.Of(Domain.Persons.RefusalCode.NotYourCase)).AsException();

            var answer = IdempotentWrites.Done(
                new CaseMoveCancelledView(move.Id.ToString("N"), write.Caller.Actor.Subject, reason, clock.GetUtcNow())
            );
            return await moves.CancelAsync(move.Id, clock.GetUtcNow(), receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.CaseMoveNotRunning).AsException();
        });
    }

    private static async Task<CaseMoveOrder> RequireAsync(string id, ICaseMoves moves, CancellationToken cancelled) =>
        await moves.FindAsync(PlatformPath.BackfillId(id), cancelled) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();

    private static bool IsWithin(string area, string reach) =>
        (RegionCode.TryParse(area, out var region) ? region.Prefix : area).StartsWith(reach, StringComparison.Ordinal);

    private static string[] Codes(IEnumerable<Office> offices) => [.. offices.Select(office => office.Code.Value)];
}

/// <summary>What ended offices hold is to move to their successors: of one office, or of all within a region that have ended.</summary>
public sealed record CaseMoveBody : IRequest<CaseMoveBody>
{
    /// <summary>A region with all below it; instead of <c>office</c>.</summary>
    public string? Region { get; init; }

    /// <summary>One office; instead of <c>region</c>.</summary>
    public string? Office { get; init; }

    /// <summary>Why: the document of the reorganisation. It is in the journal of each case.</summary>
    public string? Note { get; init; }

    public static CaseMoveBody Example { get; } = new() { Region = "360105", Note = "国函〔2019〕105号:撤销湾里区" };

    internal (string Area, string Reason) Read(Fields fields, OfficeDirectory offices)
    {
        if (Region is null && Office is null)
        {
            fields.Wrong("region", FieldCodes.Required);
        }
        else if (Region is not null && Office is not null)
        {
            fields.Wrong("office", FieldCodes.Contradicts);
        }
        else if (Office is not null && offices.Find(Office) is null)
        {
            fields.Wrong("office", FieldCodes.NotInList);
        }
        else if (Region is not null && (!RegionCode.TryParse(Region, out var code) || offices.Regions.Known(code, fields.Today) is null))
        {
            fields.Wrong("region", FieldCodes.NotInList);
        }

        var reason = OrderBody.ReadNote(fields, Note);
        fields.ThrowIfWrong();
        return (Office ?? RegionCode.Parse(Region!).Value, reason!);
    }
}
