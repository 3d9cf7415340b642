using System.Diagnostics;
using Grid.Api.Access;
using Grid.Api.Applicants;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Households;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Recognising;

/// <summary>The recognition as a hardship person (就业困难人员认定): applied for, checked, decided by two persons, withdrawn.</summary>
internal static class RecognitionEndpoints
{
    public static void MapRecognitions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/persons/{personId}/hardship").WithTags("Hardship");
        group.MapGet("", Read).Reads("hardship.read").TellsVersion();
        group.MapPost("/applications", Apply).Writes("hardship.apply");
        group.MapPost("/applications/{id}/examination", Examine).Writes("hardship.examine");
        group.MapPost("/applications/{id}/recognition", Recognise).Writes("hardship.recognise");
        group.MapPost("/applications/{id}/refusal", Refuse).Writes("hardship.refuse");
        group.MapPost("/withdrawal", Withdraw).Writes("hardship.withdraw");
        routes.MapPost("/v1/own-hardship", ApplyOwn).WithTags("Progress").Repeats("own-hardship.apply").LimitedByAddress();
    }

    private static async Task<Ok<HardshipStateView>> Read(
        string personId,
        HttpRequest request,
        Caller caller,
        CommandSender sender,
        IHouseholds households,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var record = Scope.Require(caller, (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record);
        var household = record.Registration?.Household is { } membership
            ? await households.FindAsync(Guid.ParseExact(membership.Id, "N"), cancelled)
            : null;
        var view = HardshipStateView.Of(record, household, reference.Offices, clock.Today())
            ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
        await access.PersonAsync(caller, "hardship.read", record, cancelled);
        request.HttpContext.Response.Tell(record.Sequence);
        return TypedResults.Ok(view);
    }

    private static Task<CommandAnswer> Apply(
        string personId,
        WriteRequest write,
        Body<HardshipApplicationBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Examine(
        string personId,
        string id,
        WriteRequest write,
        Body<HardshipExaminationBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(id, new Fields(clock)));

    private static Task<CommandAnswer> Recognise(
        string personId,
        string id,
        WriteRequest write,
        Body<HardshipRecognitionBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(id, new Fields(clock)));

    private static Task<CommandAnswer> Refuse(
        string personId,
        string id,
        WriteRequest write,
        Body<HardshipRefusalBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(id, new Fields(clock)));

    private static Task<CommandAnswer> Withdraw(
        string personId,
        WriteRequest write,
        Body<HardshipWithdrawalBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    /// <summary>The person applies; the same words on the same day are one application.</summary>
    private static async Task<OwnReportAnswer> ApplyOwn(
        HttpRequest request,
        Body<OwnHardshipBody> body,
        ApplicantFinder applicants,
        IGrainFactory grains,
        GrainRetry calls,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var fields = new Fields(clock);
        var command = body.Value.Read(fields);
        var (record, receipt) = await applicants.FindCurrentAsync(request, body.Value, fields, cancelled);
        var digest = OwnReportKey.Digest("own-hardship.apply", body);
        var context = new CommandContext(
            ApplicantEndpoints.Applicant,
            OwnReportKey.Of(record.Id, given: null, digest, clock.Today()),
            digest,
            Activity.Current?.TraceId.ToHexString()
        )
        {
            Target = new CommandTarget { Registration = record.Registration?.Number },
        };
        var reply = await calls.RunAsync(
            () => grains.SendAsync(record.Id, new CommandRequest<ApplyForHardship>(context, command)),
            cancelled
        );
        return new OwnReportAnswer(reply, receipt);
    }
}
