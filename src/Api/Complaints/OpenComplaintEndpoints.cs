using System.Globalization;
using System.Security.Cryptography;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Supervision;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Complaints;

/// <summary>
/// Complaints of persons who have no case (79/2020 (二), (十四)): made without a receipt, a number or a name, answered by the office above.
/// </summary>
internal static class OpenComplaintEndpoints
{
    private const string Path = "/v1/open-complaints";

    /// <summary>Bytes of chance in a number, so that nobody finds another one's answer.</summary>
    private const int Chance = 8;

    public static void MapOpenComplaints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).WithTags("Complaints");
        group.MapPost("", Raise).Repeats("open-complaints.raise").LimitedByAddress();
        group.MapPost("/answer", OwnAnswer).Reads("open-complaints.own-answer").NamesNobody().LimitedByAddress();
        group.MapGet("", List).Reads("open-complaints.list").NamesNobody().Queries("status", "office", "region", "pageSize", "cursor");
        group.MapGet("/{id}", Read).Reads("open-complaints.read").Counted(CountedCall.Reveal);
        group.MapPost("/{id}/answer", Answer).Writes("open-complaints.answer").Produces(StatusCodes.Status202Accepted);
    }

    /// <summary>Stores the complaint. The same of one day is one complaint, so a repeat after a lost answer gets the same number.</summary>
    private static async Task<Ok<OpenComplaintRaised>> Raise(
        Body<OpenComplaintBody> body,
        IOpenComplaints complaints,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var (kind, office, words) = body.Value.Read(new Fields(clock));
        var today = clock.Today();
        if (OpenComplaining.Route(office, reference.Offices, reference.Calendars, today, out var route) is { } refusal)
            throw Problem.Of(refusal).AsException();
        var id = string.Create(
            CultureInfo.InvariantCulture,
            $"TK{today:yyyyMMdd}-{Convert.ToHexString(RandomNumberGenerator.GetBytes(Chance))}"
        );
        var stored = await complaints.RaiseAsync(
            new OpenComplaint(id, kind, route.Office, route.Owner, today, route.Due),
            words,
            cancelled
        );
        return TypedResults.Ok(new OpenComplaintRaised(stored.Id, reference.Offices.Find(stored.Owner)?.Name ?? stored.Owner, stored.Due));
    }

    /// <summary>What became of a complaint, for whoever has its number.</summary>
    private static async Task<Ok<OpenComplaintAnswerView>> OwnAnswer(
        Body<OpenComplaintNumberBody> body,
        IOpenComplaints complaints,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var id = body.Value.Read(new Fields(clock));
        var found = await complaints.FindAsync(id, cancelled) ?? throw Problem.Of(new Refusal(RefusalCode.UnknownComplaint)).AsException();
        return TypedResults.Ok(
            new OpenComplaintAnswerView(
                found.Id,
                OpenComplaintLine.StateOf(found),
                found.Due,
                found.EndedOn,
                await complaints.AnswerOfAsync(id, cancelled)
            )
        );
    }

    /// <summary>Those that the caller's office, or one below it, answers; never about the own office, unless none is above it.</summary>
    private static async Task<Ok<OpenComplaintsView>> List(
        HttpRequest request,
        Caller caller,
        IOpenComplaints complaints,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var part = ScopePart.Read(query, reference.Offices, clock.Today());
        var state = query.Text("status", 10);
        if (state is not (null or "open" or "over"))
            query.Wrong("status", FieldCodes.NotInList);
        var page = query.Page();
        query.ThrowIfWrong();
        var found = await complaints.ListAsync(part.Within(caller), state != "over", caller.Office?.Code.Value, page, cancelled);
        var today = clock.Today();
        return TypedResults.Ok(
            new OpenComplaintsView(
                [.. found.Items.Select(one => OpenComplaintLine.Of(one, reference.Offices, today))],
                query.Next(found.Next)
            )
        );
    }

    /// <summary>With what was written, and the contact in full: it is counted with the reveals.</summary>
    private static async Task<Ok<OpenComplaintView>> Read(
        string id,
        Caller caller,
        IOpenComplaints complaints,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var found = await RequireAsync(id, caller, complaints, cancelled);
        await access.ListAsync(caller, "open-complaints.read", [], "complaint " + found.Id, cancelled);
        var words = await complaints.WordsAsync(found.Id, cancelled);
        return TypedResults.Ok(
            new OpenComplaintView(
                OpenComplaintLine.Of(found, reference.Offices, clock.Today()),
                Mask.Text(words?.Text),
                words?.Contact,
                await complaints.AnswerOfAsync(found.Id, cancelled)
            )
        );
    }

    private static async Task<IdempotentAnswer> Answer(
        string id,
        WriteRequest write,
        Body<ComplaintAnswerBody> body,
        IOpenComplaints complaints,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        var answer = body.Value.Read(id, new Fields(clock));
        var end = answer.WellFounded ? ComplaintEnd.WellFounded : ComplaintEnd.NotWellFounded;
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var found = await RequireAsync(id, write.Caller, complaints, write.Cancelled);
            var done = IdempotentWrites.Accepted();
            return await complaints.AnswerAsync(
                found.Id,
                end,
                answer.Text,
                write.Caller.Actor.Subject,
                clock.Today(),
                clock.GetUtcNow(),
                receipt(done),
                write.Cancelled
            )
                ? done
                : throw Problem.Of(new Refusal(RefusalCode.UnknownComplaint)).AsException();
        });
    }

    private static async Task<OpenComplaint> RequireAsync(
        string id,
        Caller caller,
        IOpenComplaints complaints,
        CancellationToken cancelled
    ) =>
        await complaints.FindAsync(id, cancelled) is { } found && AboutOffices.Handles(caller, found.Office, found.Owner)
            ? found
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
}
