using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Persons;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Persons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Duties;

/// <summary>What an office owes a person, and what it does about it: contacts, services, policies, checks (79/2020 (三), (四)).</summary>
internal static class DutyEndpoints
{
    public static void MapDuties(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/persons/{personId}").WithTags("Duties and services");
        group.MapGet("/contacts", CareReads.Contacts).Reads("persons.contacts").TellsVersion();
        group.MapPost("/contacts", Contact).Writes("persons.contact");
        group.MapGet("/services", CareReads.Services).Reads("persons.services").TellsVersion();
        group.MapPost("/services", Service).Writes("persons.service");
        group.MapPost("/policies", Policy).Writes("persons.policy");
        group.MapPost("/pension-check", PensionCheck).Writes("persons.pension-check");
        group.MapPost("/hardship-check", HardshipCheck).Writes("persons.hardship-check");
        group.MapPost("/benefit", Benefit).Writes("persons.benefit");
        group.MapPost("/grade", Grade).Writes("persons.grade");
        group.MapGet("/duties", DutyReads.List).Reads("duties.list").TellsVersion();
        group.MapPost("/duties/{key}/claim", Claim).Writes("duties.claim").Counted(CountedCall.Claim);
        group.MapPost("/duties/{key}/release", Release).Writes("duties.release");
        group.MapPost("/duties/{key}/snooze", Snooze).Writes("duties.snooze");
    }

    private static Task<CommandAnswer> Contact(
        string personId,
        WriteRequest write,
        Body<ContactBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Service(
        string personId,
        WriteRequest write,
        Body<ServiceBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Policy(
        string personId,
        WriteRequest write,
        Body<PolicyBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> PensionCheck(
        string personId,
        WriteRequest write,
        Body<PensionCheckBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> HardshipCheck(
        string personId,
        WriteRequest write,
        Body<HardshipCheckBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Benefit(
        string personId,
        WriteRequest write,
        Body<BenefitBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Grade(
        string personId,
        WriteRequest write,
        Body<GradeBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    /// <summary>The answer has the person's telephone number while the claim is in force; a repeat too.</summary>
    private static async Task<CommandAnswer> Claim(
        string personId,
        string key,
        WriteRequest write,
        Body<ClaimBody> body,
        CommandRouter cases,
        CommandSender sender,
        UseNotes uses,
        AccessRecorder access,
        TimeProvider clock
    )
    {
        var command = new ClaimDuty(DutyKey.Require(key), body.Value.Read(new Fields(clock)));
        var answer = await cases.ToPersonAsync(write, write.Digest(body), personId, command);
        return await ClaimedTelephone.AddAsync(answer, key, write, sender, uses, access, clock);
    }

    private static Task<CommandAnswer> Release(string personId, string key, WriteRequest write, Body<NoBody> body, CommandRouter cases) =>
        cases.ToPersonAsync(write, write.Digest(body), personId, new ReleaseDuty(DutyKey.Require(key)));

    private static Task<CommandAnswer> Snooze(
        string personId,
        string key,
        WriteRequest write,
        Body<SnoozeBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(DutyKey.Require(key), new Fields(clock)));
}
