using System.Globalization;
using System.Text.Json;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Persons;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Api.Worklists;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Platform;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Grid.Api.Platform;

/// <summary>
/// Applications of the platform that could not be taken over: the worklist of the office in charge while its three working days run
/// (79/2020 (三)), and how the office settles one with the person.
/// </summary>
internal static class PlatformApplicationEndpoints
{
    /// <summary>Where the list is.</summary>
    public const string Path = "/v1/worklists/platformApplications";

    private const string Revealing = "platform-applications.reveal";

    public static void MapPlatformApplications(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(Path, List)
            .WithTags("Worklists")
            .Reads("platform-applications.list")
            .Queries("office", "region", "pageSize", "cursor");
        routes.MapPost(Path + "/{id}/reveal", Reveal).WithTags("Worklists").Reads(Revealing).Counted(CountedCall.Reveal);
        routes
            .MapPost(Path + "/{id}/settlement", Settle)
            .WithTags("Worklists")
            .Writes("platform-applications.settle")
            .Produces(StatusCodes.Status202Accepted);
        routes
            .MapGet("/v1/platform/settled-applications", Settled)
            .WithTags("Platform")
            .Reads("platform.settled-applications")
            .Queries("pageSize", "cursor");
    }

    /// <summary>
    /// What is to be settled, the earliest last day first. Whose they are is not known for sure, so the access log holds which ones were
    /// read.
    /// </summary>
    private static async Task<Ok<ToSettleView>> List(
        HttpRequest request,
        Caller caller,
        IPlatformSettlements settlements,
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
        var found = await settlements.OpenAsync(scope, page, cancelled);
        await access.ListAsync(caller, "platform-applications.list", [], Said(found.Items.Select(item => item.Id)), cancelled);
        return TypedResults.Ok(
            new ToSettleView(
                [.. found.Items.Select(item => ToSettleLine.Of(item, reference.PlatformFields, clock.Today()))],
                query.Next(found.Next)
            )
        );
    }

    /// <summary>Everything that the person wrote on the platform, to call and to help; with a reason, on the access log.</summary>
    private static async Task<Ok<PlatformFormView>> Reveal(
        string id,
        Caller caller,
        Body<RevealBody> body,
        IPlatformSettlements settlements,
        IPersonIdentifier identifier,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var wanted = PlatformPath.Id(id);
        var reason = body.Value.Read(new Fields(clock));
        var item = await settlements.FindAsync(wanted, Scope.ForLists(caller), cancelled)
            ?? throw new Problem(ProblemCatalogue.NotFound).AsException();

        // Whose it is is what the form states; where that is a number, the person of that number may ask who looked.
        var stated = PlatformApplicationMapping.ApplicantOf(reference.PlatformFields, item.Fields);
        PersonId[] persons = IdentityNumber.TryParse(stated.Number, out var number, out _) ? [identifier.Identify(number)] : [];
        await access.SampleAsync(caller, Revealing, persons, reason, Said([item.Id]), cancelled);
        return TypedResults.Ok(PlatformFormView.Of(item, reference.PlatformFields));
    }

    /// <summary>
    /// Settles one: joined to an application or registration of the person, or closed with a reason. The platform gets a result under the
    /// application's own number either way.
    /// </summary>
    private static async Task<IdempotentAnswer> Settle(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<PlatformSettlementBody> body,
        IPlatformSettlements settlements,
        JoinFinder joins,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock,
        IOptions<OtherClocksOptions> otherClocks
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var wanted = PlatformPath.Id(id);
        var given = body.Value.Read(new Fields(clock), OtherClocks(otherClocks, clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var (now, by, scope) = (clock.GetUtcNow(), write.Caller.Actor, Scope.ForLists(write.Caller));
            var item = await settlements.FindAsync(wanted, scope, write.Cancelled)
                ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
            var stated = PlatformApplicationMapping.ApplicantOf(reference.PlatformFields, item.Fields);
            if (stated.SubmittedAt is { } submitted && ChinaTime.DateOf(given.SpokenAt) < ChinaTime.DateOf(submitted))
            {
                throw Problem
                    .Fields(
                        new FieldError("spokenAt", EnumName.Of(FieldRule.BeforeSubmission))
                        {
                            AtLeast = ChinaTime.DateOf(submitted).ToString("O", CultureInfo.InvariantCulture),
                        }
                    )
                    .AsException();
            }

            var settlement = new PlatformSettlement(by, now, null, null, given.Closed, given.Channel, given.SpokenAt, given.Note);
            if (given.Closed is null)
            {
                var (person, application) = await joins.FindAsync(given, item, stated, write);
                settlement = settlement with { Joined = application, Person = person };
            }

            var result = settlement.Closed is null
                ? null
                : SettledByOffice.Result(item.Id, item.Number, item.Office ?? by.Office!, by, now, reference.Offices);
            var answer = IdempotentWrites.Accepted();
            switch (await settlements.SettleAsync(wanted, settlement, result, scope, receipt(answer), write.Cancelled))
            {
                case SettlementOutcome.NotOpen:
                    throw new Problem(ProblemCatalogue.NotFound).AsException();
                case SettlementOutcome.TakenOver:
                    throw new Problem(ProblemCatalogue.CannotJoin) { Allowed = [EnumName.Of(ClosingReason.TakenOver)] }.AsException();
                default:
                    await ProvinceSync.Of(grains, reference).Nudge();
                    return answer;
            }
        });
    }

    /// <summary>
    /// What offices settled, the oldest first, with who did it and how. The notes may name a person, so only supervisors see them.
    /// </summary>
    private static async Task<Ok<CursorPage<SettledApplicationLine>>> Settled(
        HttpRequest request,
        Caller caller,
        IPlatformSettlements settlements,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfWrong();
        var found = await settlements.SettledAsync(Scope.ForLists(caller), page, cancelled);
        await access.ListAsync(
            caller,
            "platform.settled-applications",
            [.. found.Items.Select(item => item.Settlement.Person).OfType<PersonId>().Distinct()],
            Said(found.Items.Select(item => item.Id)),
            cancelled
        );
        return TypedResults.Ok(
            new CursorPage<SettledApplicationLine>(
                [.. found.Items.Select(item => SettledApplicationLine.Of(item, withNote: caller.Actor.Role == Role.Supervisor))],
                found.Total,
                query.Next(found.Next)
            )
        );
    }

    private static string Said(IEnumerable<long> ids) => "platform applications " + string.Join(' ', ids);

    private static Func<DateTimeOffset, DateTimeOffset> OtherClocks(IOptions<OtherClocksOptions> options, TimeProvider clock) =>
        moment => Domain.Persons.OtherClocks.Adjust(moment, clock.GetUtcNow(), options.Value.Tolerance);
}

/// <summary>
/// Finds the application that one of the platform is joined to, and judges whether this caller may, and whether it can be the same
/// person's.
/// </summary>
internal sealed class JoinFinder(IPersonSearch search, CommandSender sender, IReferenceData reference, TimeProvider clock)
{
    public async Task<(PersonId Person, ApplicationNumber Application)> FindAsync(
        GivenSettlement given,
        ToSettle item,
        StatedApplicant stated,
        WriteRequest write
    )
    {
        if (!PlatformApplicationNumber.TryParse(item.Number, out _))
            throw new Problem(ProblemCatalogue.CannotJoin) { Allowed = [.. Names<ClosingReason>.All] }.AsException();

        var person = given.Registration is { } registration
            ? await search.ByRegistrationNumberAsync(registration, write.Cancelled)
            : await search.ByApplicationNumberAsync(given.Application!, write.Cancelled);
        if (
            person is not { } found
            || (await sender.ReadFoundAsync(found, write.Cancelled))?.Record is not { Identity: { } identity } record
            || (given.Application ?? ApplicationOf(record, given.Registration!)) is not { } number
            || PlatformJoining.Find(record, number) is not { } target
        )
        {
            throw Problem.Of(new Refusal(RefusalCode.UnknownApplication)).AsException();
        }

        // Out of reach and nonexistent get the same answer, because numbers are easily guessed.
        if (!CaseScope.Covers(write.Caller.Actor, target.Office, reference.Offices, clock.Today()))
            throw Problem.Of(new Refusal(RefusalCode.UnknownApplication)).AsException();

        return stated.CanBe(identity) || record.Aliases.Any(alias => alias.Case.Identity is { } other && stated.CanBe(other))
            ? (record.Id, number)
            : throw new Problem(ProblemCatalogue.NotTheSamePerson).AsException();
    }

    private static ApplicationNumber? ApplicationOf(PersonRecord record, RegistrationNumber number) =>
        record.Registration is { } active && active.Number == number
            ? active.Application
            : record.Past.LastOrDefault(past => past.Number == number)?.Registration.Application;
}
