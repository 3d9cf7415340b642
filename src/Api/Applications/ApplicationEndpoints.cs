using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Persons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Applications;

/// <summary>Applications for registration (失业登记申请): submitted, checked, decided, withdrawn, handed over.</summary>
internal static class ApplicationEndpoints
{
    public static void MapApplications(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/applications").WithTags("Applications");
        group.MapPost("", Submit).Writes("applications.submit");
        group.MapGet("", ApplicationReads.List).Reads("applications.list").Queries("overdue", "pageSize", "cursor");
        group.MapGet("/{number}", ApplicationReads.One).Reads("applications.read").TellsVersion();
        group.MapPost("/{number}/verifications", Verify).Writes("applications.verify");
        group.MapPost("/{number}/correction-request", AskCorrection).Writes("applications.ask-correction");
        group.MapPost("/{number}/correction", Correct).Writes("applications.correct").NeedsIfMatch();
        group.MapPost("/{number}/approval", Approve).Writes("applications.approve");
        group.MapPost("/{number}/refusal", Refuse).Writes("applications.refuse");
        group.MapPost("/{number}/withdrawal", Withdraw).Writes("applications.withdraw");
        group.MapPost("/{number}/transfer", Transfer).Writes("applications.transfer");
        group.MapPost("/{number}/transfer-requests/{id}/decline", Decline).Writes("applications.decline-transfer");
    }

    private static async Task<CommandAnswer> Submit(
        WriteRequest write,
        Body<SubmitBody> body,
        SubmissionReader reader,
        CommandSender sender,
        CallLimits limits
    )
    {
        var (person, command) = reader.Read(body.Value, write.Caller);
        limits.ThrowIfStopped(write.Caller);
        var answer = await sender.SendAsync(write, write.Digest(body), person, command);

        // Whoever tries names against a number gets few of these.
        if (answer.Reply.Refusal?.Code == RefusalCode.ContradictsRecord)
            await limits.ContradictedAsync(write.Caller, person, write.Cancelled);
        return answer;
    }

    private static Task<CommandAnswer> Verify(
        string number,
        WriteRequest write,
        Body<VerificationBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToApplicationAsync(write, write.Digest(body), number, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> AskCorrection(
        string number,
        WriteRequest write,
        Body<NoteBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToApplicationAsync(write, write.Digest(body), number, new AskCorrection(body.Value.Read(new Fields(clock))));

    private static Task<CommandAnswer> Correct(
        string number,
        WriteRequest write,
        Body<IdentityCorrectionBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToApplicationAsync(write, write.Digest(body), number, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Approve(string number, WriteRequest write, Body<NoBody> body, CommandRouter cases) =>
        cases.ToApplicationAsync(write, write.Digest(body), number, new ApproveApplication());

    private static Task<CommandAnswer> Refuse(
        string number,
        WriteRequest write,
        Body<RefusalBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToApplicationAsync(write, write.Digest(body), number, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Withdraw(
        string number,
        WriteRequest write,
        Body<DeclarationBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToApplicationAsync(write, write.Digest(body), number, new WithdrawApplication(body.Value.Read(new Fields(clock))));

    private static Task<CommandAnswer> Transfer(
        string number,
        WriteRequest write,
        Body<TransferBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToApplicationAsync(write, write.Digest(body), number, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Decline(
        string number,
        string id,
        WriteRequest write,
        Body<DeclarationBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToApplicationAsync(write, write.Digest(body), number, new DeclineTransfer(id, body.Value.Read(new Fields(clock))));
}
