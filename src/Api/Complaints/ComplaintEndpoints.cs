using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Supervision;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Complaints;

/// <summary>
/// Complaints about offices (投诉, 79/2020 (十四)): made by the person, over 12333 or at any counter; answered by the office above, never by
/// the one complained of.
/// </summary>
internal static class ComplaintEndpoints
{
    private const int LongestDays = 366;

    public static void MapComplaints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/persons/{personId}/complaints").WithTags("Complaints");
        group.MapGet("", Read).Reads("complaints.read");
        group.MapPost("", Raise).Writes("complaints.raise");
        group.MapPost("/{id}/taking", Take).Writes("complaints.take");
        group.MapPost("/{id}/answer", Answer).Writes("complaints.answer");
        group.MapPost("/{id}/withdrawal", Withdraw).Writes("complaints.withdraw");
        routes
            .MapGet("/v1/complaints/figures", Figures)
            .WithTags("Complaints")
            .Reads("complaints.figures")
            .NamesNobody()
            .Queries("from", "to", "office", "region");
        routes.MapPost("/v1/hotline/complaints", OverHotline).WithTags("Complaints").Writes("hotline.complain").Counted(CountedCall.Search);
        routes.MapPost("/v1/own-complaint", OwnComplaints.Raise).WithTags("Progress").Repeats("own-complaint.raise").LimitedByAddress();
        routes
            .MapPost("/v1/own-complaint/withdrawal", OwnComplaints.Withdraw)
            .WithTags("Progress")
            .Repeats("own-complaint.withdraw")
            .LimitedByAddress();
        routes.MapPost("/v1/own-complaints", OwnComplaints.Read).WithTags("Progress").Reads("own-complaints.read").LimitedByAddress();
    }

    /// <summary>Those that the caller handles, and those about the own office that were passed on.</summary>
    private static async Task<Ok<ComplaintsView>> Read(
        string personId,
        Caller caller,
        CommandSender sender,
        IReferenceData reference,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var person = CommandRouter.Person(personId);
        var record = (await sender.ReadAsync(person, cancelled))?.Record;
        List<Complaint> seen = [.. record?.Complaints.Where(complaint => AboutOffices.Sees(caller, complaint)) ?? []];

        // The office above an office that never held the case does not reach the person.
        if (record is null || (seen.Count == 0 && !Scope.Reaches(caller, record)))
            throw new Problem(ProblemCatalogue.NotFound) { Persons = [person] }.AsException();

        await access.PersonAsync(caller, "complaints.read", record, cancelled);
        return TypedResults.Ok(
            new ComplaintsView(record.Id.ToString(), [.. seen.Select(complaint => ComplaintView.Of(complaint, reference.Offices))])
        );
    }

    /// <summary>At any counter: the person may come to another office than the one complained of.</summary>
    private static Task<CommandAnswer> Raise(
        string personId,
        WriteRequest write,
        Body<ComplaintBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Take(
        string personId,
        string id,
        WriteRequest write,
        Body<ComplaintTakingBody> body,
        CommandRouter cases
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, new TakeComplaint(id, body.Value.PassOn == true));

    private static Task<CommandAnswer> Answer(
        string personId,
        string id,
        WriteRequest write,
        Body<ComplaintAnswerBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(id, new Fields(clock)));

    private static Task<CommandAnswer> Withdraw(
        string personId,
        string id,
        WriteRequest write,
        Body<NoteBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, new WithdrawComplaint(id, body.Value.Read(new Fields(clock))));

    /// <summary>
    /// The caller of 12333 says identity number and name, as for the progress; another name and an unknown number get the same answer. The
    /// complaint is about the office of the case where no office is named.
    /// </summary>
    private static async Task<CommandAnswer> OverHotline(
        WriteRequest write,
        Body<HotlineComplaintBody> body,
        IPersonIdentifier identifier,
        CommandSender sender,
        AccessRecorder access,
        TimeProvider clock
    )
    {
        var (number, name, command) = body.Value.Read(new Fields(clock));
        var person = identifier.Identify(number);
        var record = (await sender.ReadAsync(person, write.Cancelled))?.Record;
        if (record?.Identity is not { } identity || identity.Name.SearchKey != name.SearchKey)
            throw new Problem(ProblemCatalogue.ProgressNotFound) { Persons = [person] }.AsException();

        await access.PersonAsync(write.Caller, "hotline.complain", record, write.Cancelled);
        return await sender.SendToKnownAsync(write, write.Digest(body), record.Id, command, new CommandTarget());
    }

    /// <summary>By the office complained of and by kind; never about the caller's own office, unless none is above it.</summary>
    private static async Task<Ok<ComplaintFiguresView>> Figures(
        HttpRequest request,
        Caller caller,
        ISupervision supervision,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var (from, to) = (query.Date("from"), query.Date("to"));
        var today = clock.Today();
        var part = ScopePart.Read(query, reference.Offices, today);
        if (to < from || to > from?.AddDays(LongestDays - 1))
            query.Wrong("to", FieldCodes.OutOfRange);
        query.ThrowIfWrong();
        var figures = await supervision.ComplaintsAsync(part.Within(caller), from!.Value, to!.Value, today, cancelled);
        var own =
            caller is { Actor.Role: Role.Supervisor, Office: { } office } && reference.Offices.SupervisorOf(office, today) is not null
                ? office.Code.Value
                : null;
        return TypedResults.Ok(
            new ComplaintFiguresView(
                from.Value,
                to.Value,
                [.. figures.Where(one => one.Office != own).Select(one => ComplaintFigureView.Of(one, reference.Offices))]
            )
        );
    }
}
