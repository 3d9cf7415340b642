using System.Diagnostics;
using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Applicants;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Systems;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Matters;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Systems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Matters;

/// <summary>
/// One matter (一件事, 79/2020 (五)): what is asked for beside a registration, the answers of the systems that decide it, and what operators see of
/// the messages between them.
/// </summary>
internal static class MatterEndpoints
{
    private const string Tag = "One matter";

    private static readonly OutsideSystem[] Systems = [.. Enum.GetValues<MatterKind>().Select(SystemMessage.SystemOf)];

    public static void MapMatters(this IEndpointRouteBuilder routes)
    {
        var ofPerson = routes.MapGroup("/v1/persons/{personId}").WithTags(Tag);
        ofPerson.MapPost("/matters", Ask).Writes("matters.ask");
        ofPerson.MapPost("/matters/{matter}/withdrawal", Withdraw).Writes("matters.withdraw");
        ofPerson.MapPost("/matters/{matter}/objection", Object).Writes("matters.object");
        ofPerson.MapGet("/prefilled-application", Prefilled).Reads("matters.prefilled").Counted(CountedCall.Reveal);

        var matters = routes.MapGroup("/v1/matters").WithTags(Tag);
        matters.MapGet("", List).Reads("matters.list").Queries("kind", "status", "office", "region", "pageSize", "cursor");
        matters.MapPost("", Receive).Writes("matters.receive");
        matters.MapPost("/{matter}/answers", Answer).Writes("matters.answer");
        matters
            .MapPost("/days/{day}", Compare)
            .Writes("matters.compare")
            .Produces<MatterDayView>(StatusCodes.Status200OK, "application/json");
        matters.MapGet("/differences", Differences).Reads("matters.differences").NamesNobody().Queries("kind", "pageSize", "cursor");

        var messages = routes.MapGroup("/v1/matter-messages").WithTags(Tag);
        messages.MapGet("", Messages).Reads("matters.messages").NamesNobody().Queries("region", "pageSize", "cursor");
        messages.MapPost("/{id}/resend", Resend).Writes("matters.resend").Produces(StatusCodes.Status202Accepted);

        routes.MapPost("/v1/own-matters", Own).WithTags("Progress").Repeats("own-matters.act").LimitedByAddress();
    }

    private static Task<CommandAnswer> Ask(
        string personId,
        WriteRequest write,
        Body<AskMatterBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Withdraw(
        string personId,
        string matter,
        WriteRequest write,
        Body<NoBody> body,
        CommandRouter cases
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, new WithdrawMatter(NumberOf(matter).ToString()));

    private static Task<CommandAnswer> Object(
        string personId,
        string matter,
        WriteRequest write,
        Body<ObjectToMatterBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(NumberOf(matter).ToString(), new Fields(clock)));

    /// <summary>In full: the person's own words come from it. It is counted with the reveals.</summary>
    private static async Task<Ok<PrefilledView>> Prefilled(
        string personId,
        Caller caller,
        CommandSender sender,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var record = (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record;
        PrefilledApplication[] within = [.. record?.Prefilled.Where(one => Scope.Reaches(caller, one.Office)) ?? []];
        if (record is null || within.Length == 0)
            throw new Problem(ProblemCatalogue.NotFound) { Persons = record is null ? [] : [record.Id] }.AsException();
        await access.PersonAsync(caller, "matters.prefilled", record, cancelled);
        return TypedResults.Ok(PrefilledView.Of(within));
    }

    private static async Task<Ok<MattersView>> List(
        HttpRequest request,
        Caller caller,
        IMatterList matters,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var part = ScopePart.Read(query, reference.Offices, clock.Today());
        var kind = query.Name<MatterKind>("kind");
        var state = query.Text("status", 12);
        if (state is not null && state != "prefilled" && !Enum.GetValues<MatterState>().Any(known => EnumName.Of(known) == state))
            query.Wrong("status", FieldCodes.NotInList);
        var page = query.Page();
        query.ThrowIfWrong();
        var scope = part.Within(caller);
        var found = await matters.ListAsync(scope, kind, state, page, cancelled);
        await access.ListAsync(
            caller,
            "matters.list",
            [.. found.Items.Select(item => item.Person).Distinct()],
            $"matters {state} " + (scope.Office ?? scope.RegionPrefix),
            cancelled
        );
        return TypedResults.Ok(new MattersView([.. found.Items.Select(MatterLineView.Of)], query.Next(found.Next)));
    }

    /// <summary>A claim was made at its system: it is attached to the person's case, or opens a prefilled application.</summary>
    private static async Task<CommandAnswer> Receive(
        WriteRequest write,
        Body<ReceivedMatterBody> body,
        CommandSender sender,
        IPersonIdentifier identifier,
        TimeProvider clock
    )
    {
        var command = body.Value.Read(new Fields(clock));
        return await sender.SendAsync(write, write.Digest(body), identifier.Identify(command.Number), command);
    }

    /// <summary>By the number of the matter, which its system was told; a number that leads nowhere is unknown, now perhaps only.</summary>
    private static async Task<CommandAnswer> Answer(
        string matter,
        WriteRequest write,
        Body<MatterAnswerBody> body,
        IPersonSearch search,
        CommandSender sender,
        TimeProvider clock
    )
    {
        var number = NumberOf(matter);
        var command = body.Value.Read(number.ToString(), new Fields(clock));
        var digest = write.Digest(body);
        return await search.ByApplicationNumberAsync(number.Application, write.Cancelled) is { } person
            ? await sender.SendAsync(write, digest, person, command)
            : await sender.RepeatAsync(write, digest) ?? throw Problem.Of(new Refusal(RefusalCode.UnknownMatter)).AsException();
    }

    private static async Task<IdempotentAnswer> Compare(
        string day,
        WriteRequest write,
        Body<MatterDayBody> body,
        IMatterList matters,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        var fields = new Fields(clock);
        var wanted = fields.Date(day, "path.day", required: true);
        var (kind, there) = body.Value.Read(fields);
        if (wanted > clock.Today())
            throw Problem.Fields(new FieldError("path.day", "inFuture")).AsException();
        if (reference.Matters.Find(kind)?.Role != write.Caller.Actor.Role)
            throw new Problem(ProblemCatalogue.Of(RefusalCode.NotYourCase)).AsException();
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            WriteAnswer? answer = null;
            await matters.CompareAsync(
                kind,
                wanted!.Value,
                there,
                clock.GetUtcNow(),
                found => receipt(answer = IdempotentWrites.Done(ViewOf(wanted.Value, there.Count, found))),
                write.Cancelled
            );
            return answer!;
        });
    }

    private static MatterDayView ViewOf(DateOnly day, int compared, IReadOnlyList<MatterDifference> found) =>
        new(
            day,
            compared,
            [.. found.Select(MatterDifferenceView.Of)],
            [.. found.Where(one => one.Settled == "askedAgain").Select(one => one.Matter)]
        );

    private static async Task<Ok<MatterDifferencesView>> Differences(HttpRequest request, IMatterList matters, CancellationToken cancelled)
    {
        var query = new QueryReader(request);
        var kind = query.Name<MatterKind>("kind");
        var page = query.Page();
        query.ThrowIfWrong();
        var found = await matters.DifferencesAsync(kind, page, cancelled);
        return TypedResults.Ok(new MatterDifferencesView([.. found.Items.Select(MatterDifferenceView.Of)], query.Next(found.Next)));
    }

    /// <summary>Messages that are not tried again by themselves, the oldest first. None names a person.</summary>
    private static async Task<Ok<MatterMessagesView>> Messages(
        HttpRequest request,
        Caller caller,
        ISystemOutbox outbox,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var part = ScopePart.Read(query, reference.Offices, clock.Today());
        var page = query.Page();
        query.ThrowIfWrong();
        var found = await outbox.GivenUpAsync(Systems, part.Within(caller), page, cancelled);
        return TypedResults.Ok(new MatterMessagesView([.. found.Items.Select(MatterMessageLine.Of)], query.Next(found.Next)));
    }

    /// <summary>Puts a message back to be sent. The second time it is no longer on the list.</summary>
    private static Task<IdempotentAnswer> Resend(
        WriteRequest write,
        string id,
        Body<NoBody> body,
        ISystemOutbox outbox,
        IdempotentWrites writes,
        TimeProvider clock
    ) => GivenUpMessages.ResendAsync(write, id, body, Systems, outbox, writes, clock);

    /// <summary>The person acts without a login. The same action of one day counts once.</summary>
    private static async Task<OwnReportAnswer> Own(
        HttpRequest request,
        Body<OwnMatterBody> body,
        ApplicantFinder applicants,
        IGrainFactory grains,
        GrainRetry calls,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var fields = new Fields(clock);
        var command = body.Value.Read(fields);
        var (record, receipt) = await applicants.FindAsync(request, body.Value, fields, cancelled);
        var open = record.Application is { IsOpen: true } application ? application.Number : null;
        if ((open ?? record.Registration?.Application) is { } present && present != receipt)
            throw new Problem(ProblemCatalogue.NotCurrentCase).AsException();
        var digest = OwnReportKey.Digest("own-matters.act", body);
        var context = new CommandContext(
            ApplicantEndpoints.Applicant,
            OwnReportKey.Of(record.Id, given: null, digest, clock.Today()),
            digest,
            Activity.Current?.TraceId.ToHexString()
        )
        {
            Target = new CommandTarget { Application = open, Registration = open is null ? record.Registration?.Number : null },
        };
        var reply = await calls.RunAsync(
            () =>
                command switch
                {
                    AskMatter c => grains.SendAsync(record.Id, new CommandRequest<AskMatter>(context, c)),
                    WithdrawMatter c => grains.SendAsync(record.Id, new CommandRequest<WithdrawMatter>(context, c)),
                    ObjectToMatter c => grains.SendAsync(record.Id, new CommandRequest<ObjectToMatter>(context, c)),
                    _ => throw new InvalidOperationException("No such action."),
                },
            cancelled
        );
        return new OwnReportAnswer(reply, receipt);
    }

    private static MatterNumber NumberOf(string matter) =>
        MatterNumber.TryParse(matter, out var number)
            ? number
            : throw Problem.Fields(new FieldError("path.matter", FieldCodes.BadCode)).AsException();
}
