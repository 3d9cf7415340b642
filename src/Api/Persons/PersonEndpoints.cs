using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Persons;

/// <summary>A person's record and registration (失业登记): read, exit, corrections, objections, links.</summary>
internal static class PersonEndpoints
{
    public static void MapPersons(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/persons/{personId}").WithTags("Persons");
        group.MapGet("", PersonReads.One).Reads("persons.read").TellsVersion();
        group.MapGet("/history", PersonReads.History).Reads("persons.history").Queries("pageSize", "cursor");
        group.MapPost("/reveal", PersonReads.Reveal).Reads("persons.reveal").Counted(CountedCall.Reveal);
        group.MapPost("/exit", Exit).Writes("persons.exit");
        group.MapPost("/exit/confirmation", ConfirmExit).Writes("persons.confirm-exit");
        group.MapPost("/exit/rejection", RejectExit).Writes("persons.reject-exit");
        group.MapPost("/exit-revocation", RevokeExit).Writes("persons.revoke-exit");
        group.MapPost("/registration-revocation", RevokeRegistration).Writes("persons.revoke-registration");
        group.MapPost("/registration-revocation/confirmation", ConfirmRevocation).Writes("persons.confirm-revocation");
        group.MapPost("/registration-revocation/rejection", RejectRevocation).Writes("persons.reject-revocation");
        group.MapPost("/informings", RecordInforming).Writes("persons.record-informing");
        group.MapPost("/correction", Correct).Writes("persons.correct").NeedsIfMatch();
        group.MapPost("/transfer", Transfer).Writes("persons.transfer");
        group.MapGet("/transfer-requests/{id}", TransferRequestReads.One).Reads("transfer-requests.read");
        group.MapPost("/transfer-requests/{id}/decline", Decline).Writes("persons.decline-transfer");
        group.MapPost("/objections", Object).Writes("persons.object");
        group.MapPost("/objections/{id}/answer", AnswerObjection).Writes("persons.answer-objection");
        group.MapPost("/link", Link).Writes("persons.link");
        group.MapPost("/unlink", Unlink).Writes("persons.unlink");
        group.MapPost("/link-agreement", AgreeToLink).Writes("persons.agree-to-link");
        group.MapPost("/number-correction", CorrectNumber).Writes("persons.correct-number");
        group.MapPost("/entered-in-error", EndInError).Writes("persons.end-in-error");
        group.MapPost("/proposals/{id}/confirmation", ConfirmProposal).Writes("persons.confirm-proposal");
        group.MapPost("/proposals/{id}/rejection", RejectProposal).Writes("persons.reject-proposal");
        routes
            .MapGet("/v1/registrations/{number}", PersonReads.Registration)
            .WithTags("Persons")
            .Reads("registrations.read")
            .TellsVersion();
    }

    private static Task<CommandAnswer> Exit(
        string personId,
        WriteRequest write,
        Body<ExitBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> ConfirmExit(string personId, WriteRequest write, Body<NoBody> body, CommandRouter cases) =>
        cases.ToPersonAsync(write, write.Digest(body), personId, new ConfirmExit());

    private static Task<CommandAnswer> RejectExit(
        string personId,
        WriteRequest write,
        Body<NoteBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, new RejectExit(body.Value.Read(new Fields(clock))));

    private static Task<CommandAnswer> RevokeExit(
        string personId,
        WriteRequest write,
        Body<ExitRevocationBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> RevokeRegistration(
        string personId,
        WriteRequest write,
        Body<RevocationBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> ConfirmRevocation(string personId, WriteRequest write, Body<NoBody> body, CommandRouter cases) =>
        cases.ToPersonAsync(write, write.Digest(body), personId, new ConfirmRevocation());

    private static Task<CommandAnswer> RejectRevocation(
        string personId,
        WriteRequest write,
        Body<NoteBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, new RejectRevocation(body.Value.Read(new Fields(clock))));

    private static Task<CommandAnswer> RecordInforming(
        string personId,
        WriteRequest write,
        Body<InformingBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Correct(
        string personId,
        WriteRequest write,
        Body<CorrectionBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Transfer(
        string personId,
        WriteRequest write,
        Body<TransferBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Decline(
        string personId,
        string id,
        WriteRequest write,
        Body<DeclarationBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, new DeclineTransfer(id, body.Value.Read(new Fields(clock))));

    private static Task<CommandAnswer> Object(
        string personId,
        WriteRequest write,
        Body<ObjectionBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> AnswerObjection(
        string personId,
        string id,
        WriteRequest write,
        Body<ObjectionAnswerBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(id, new Fields(clock)));

    /// <summary>This number becomes an alias of the main record.</summary>
    private static async Task<CommandAnswer> Link(
        string personId,
        WriteRequest write,
        Body<LinkBody> body,
        CommandRouter cases,
        CommandSender sender,
        TimeProvider clock
    )
    {
        var (main, why) = body.Value.Read(new Fields(clock));

        // The grain of the alias asks the main record's, which a made-up number must not activate.
        if (!await sender.KnowsAsync(main, write.Cancelled))
            throw Problem.Of(new Refusal(RefusalCode.NothingToLinkTo) { Field = "main" }).AsException();

        return await cases.ToNumberAsync(write, write.Digest(body), personId, new LinkTo(main, why));
    }

    /// <summary>Sent to the main record.</summary>
    private static Task<CommandAnswer> Unlink(
        string personId,
        WriteRequest write,
        Body<UnlinkBody> body,
        CommandRouter cases,
        TimeProvider clock
    )
    {
        var (alias, why) = body.Value.Read(new Fields(clock));
        return cases.ToNumberAsync(write, write.Digest(body), personId, new Unlink(alias, why));
    }

    /// <summary>Sent to the main record, by its own office.</summary>
    private static Task<CommandAnswer> AgreeToLink(
        string personId,
        WriteRequest write,
        Body<UnlinkBody> body,
        CommandRouter cases,
        TimeProvider clock
    )
    {
        var (alias, why) = body.Value.Read(new Fields(clock));
        return cases.ToPersonAsync(write, write.Digest(body), personId, new AgreeToLink(alias, why));
    }

    /// <summary>
    /// The record of a right number may have come to another office since the correction was proposed, and the second person may reach less
    /// than the first.
    /// </summary>
    private static async Task<CommandAnswer> ConfirmProposal(
        string personId,
        string id,
        WriteRequest write,
        Body<NoBody> body,
        CommandRouter cases,
        CommandSender sender,
        IReferenceData reference,
        TimeProvider clock
    )
    {
        var waiting = (await sender.ReadAsync(CommandRouter.Person(personId), write.Cancelled))?.Record.Proposal;
        if (waiting is { Command: CorrectNumber correction } && waiting.Id == id)
            await CheckReachAsync(correction.To, write, sender, reference, clock);

        return await cases.ToPersonAsync(write, write.Digest(body), personId, new ConfirmProposal(id));
    }

    private static Task<CommandAnswer> RejectProposal(
        string personId,
        string id,
        WriteRequest write,
        Body<NoteBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, new RejectProposal(id, body.Value.Read(new Fields(clock))));

    /// <summary>About this number itself, not a main record.</summary>
    private static async Task<CommandAnswer> CorrectNumber(
        string personId,
        WriteRequest write,
        Body<NumberBody> body,
        CommandRouter cases,
        CommandSender sender,
        IPersonIdentifier identifier,
        IReferenceData reference,
        TimeProvider clock
    )
    {
        var command = body.Value.Read(new Fields(clock), identifier.Identify);
        await CheckReachAsync(command.To, write, sender, reference, clock);
        return await cases.ToNumberAsync(write, write.Digest(body), personId, command);
    }

    /// <summary>
    /// The record of the right number may be another office's: then it is not for this one to put a case there; the office above both may.
    /// </summary>
    private static async Task CheckReachAsync(
        PersonId right,
        WriteRequest write,
        CommandSender sender,
        IReferenceData reference,
        TimeProvider clock
    )
    {
        var record = (await sender.ReadAsync(right, write.Cancelled))?.Record;
        if (
            record?.Identity is not null
            && CaseScope.OfficeOf(record) is { } office
            && !CaseScope.Covers(write.Caller.Actor, office, reference.Offices, clock.Today())
        )
        {
            throw Problem.Of(new Refusal(RefusalCode.NotYourCase) { Field = "identityNumber" }).AsException();
        }
    }

    private static Task<CommandAnswer> EndInError(
        string personId,
        WriteRequest write,
        Body<EnteredInErrorBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToNumberAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));
}
