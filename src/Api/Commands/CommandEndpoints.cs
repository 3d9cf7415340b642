using System.Globalization;
using System.Reflection;
using Grid.Api.Access;
using Grid.Api.Duties;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Commands;

/// <summary>What became of a command, for its own caller.</summary>
internal static class CommandEndpoints
{
    public static void MapCommands(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/commands").WithTags("Commands");
        group.MapGet("/{key}", Find).Reads("commands.read");
    }

    /// <summary>404 <c>command-not-known</c> means that repeating with the same key is right.</summary>
    private static async Task<Ok<CommandView>> Find(
        string key,
        Caller caller,
        IReceiptStore receipts,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        if (!IdempotencyKey.IsKey(key))
            throw Problem.Fields(new FieldError("path.key", FieldCodes.BadCode)).AsException();

        var receipt = await receipts.FindAsync(caller.Actor.Subject, key, cancelled)
            ?? throw new Problem(ProblemCatalogue.CommandNotKnown).AsException();
        await access.ListAsync(caller, "commands.read", receipt.Outcome is { } outcome ? [outcome.Person] : [], "key " + key, cancelled);
        return TypedResults.Ok(CommandView.Of(receipt));
    }
}

/// <summary>Finds whose record a command means that names an application, a registration or a person, and sends it there.</summary>
internal sealed class CommandRouter(ApplicationPersons applications, CommandSender sender)
{
    /// <summary>
    /// To the person of an application. The command names it, and the grain carries the command out only while that is the person's latest
    /// application: one that is meant for an old application cannot hit a newer one.
    /// </summary>
    public async Task<CommandAnswer> ToApplicationAsync<TCommand>(WriteRequest write, byte[] digest, string number, TCommand command)
        where TCommand : PersonCommand
    {
        var application = Number(number);
        var target = new CommandTarget { Application = application };
        var remembered = applications.Remembered(application);
        var answer = remembered is { } last ? await sender.SendAsync(write, digest, last, command, target) : null;
        if (answer is { Reply.Refusal: null })
            return answer;

        // Refused by the record that had the number when it was last looked up: is it still the one?
        var person = await applications.FindAsync(application, write.Cancelled);
        if (answer is not null && person == remembered)
            return answer;
        return person is { } found
            ? await sender.SendAsync(write, digest, found, command, target)
            : await sender.RepeatAsync(write, digest) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
    }

    /// <summary>To a person's record, which must exist; of an alias, to the main record.</summary>
    public Task<CommandAnswer> ToPersonAsync<TCommand>(WriteRequest write, byte[] digest, string personId, TCommand command)
        where TCommand : PersonCommand => sender.SendToKnownAsync(write, digest, Person(personId), command, new CommandTarget());

    /// <summary>To the record of this number itself, alias or not.</summary>
    public Task<CommandAnswer> ToNumberAsync<TCommand>(WriteRequest write, byte[] digest, string personId, TCommand command)
        where TCommand : PersonCommand => sender.SendToKnownAsync(write, digest, Person(personId), command);

    public static ApplicationNumber Number(string number) =>
        ApplicationNumber.TryParse(number, out var parsed, out var error)
            ? parsed
            : throw Problem.Fields(new FieldError("path.number", Domain.Text.EnumName.Of(error))).AsException();

    public static PersonId Person(string personId) =>
        PersonId.TryParse(personId, out var parsed)
            ? parsed
            : throw Problem.Fields(new FieldError("path.personId", FieldCodes.BadCode)).AsException();
}

/// <summary>
/// Sends a command to the person's grain; again, with the same key, where a silo is lost on the way (<see cref="GrainRetry"/>).
/// </summary>
internal sealed class CommandSender(IGrainFactory grains, GrainRetry calls, IReceiptStore receipts, KnownPersons known)
{
    /// <summary>
    /// To the record of a person who must be known. An unknown one is not found, and its grain is not asked: it would be activated for it.
    /// </summary>
    public async Task<CommandAnswer> SendToKnownAsync<TCommand>(
        WriteRequest write,
        byte[] digest,
        PersonId person,
        TCommand command,
        CommandTarget? target = null
    )
        where TCommand : PersonCommand =>
        await known.ContainsAsync(person, write.Cancelled)
            ? await SendAsync(write, digest, person, command, target)
            : await RepeatAsync(write, digest) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();

    /// <summary>
    /// The grain's answer; it refuses the command where the record does not have the case that is meant (<paramref name="target"/>).
    /// Failures are exceptions, which <see cref="Hosting.Failures"/> turns into 503 with the command's address.
    /// </summary>
    public async Task<CommandAnswer> SendAsync<TCommand>(
        WriteRequest write,
        byte[] digest,
        PersonId person,
        TCommand command,
        CommandTarget? target = null
    )
        where TCommand : PersonCommand
    {
        var request = new CommandRequest<TCommand>(write.Context(digest) with { Target = target }, command);
        var reply = await calls.RunAsync(() => grains.SendAsync(person, request), write.Cancelled);
        if (reply.Outcome is not null)
            known.Remember(person);
        return new CommandAnswer(reply) { Person = person };
    }

    /// <summary>
    /// As a part of a write whose receipt is another one's. It is repeated where a silo is lost on the way: the sender must see from the
    /// record whether it was carried out.
    /// </summary>
    public async Task<CommandReply> SendWithoutReceiptAsync<TCommand>(WriteRequest write, PersonId person, TCommand command)
        where TCommand : PersonCommand
    {
        var request = new CommandRequest<TCommand>(write.Context([]) with { IdempotencyKey = null, ExpectedVersion = null }, command);
        return await calls.RunAsync(() => grains.SendAsync(person, request), write.Cancelled);
    }

    /// <summary>The first answer, when this request was carried out before; null when it was not.</summary>
    public async Task<CommandAnswer?> RepeatAsync(WriteRequest write, byte[] digest) =>
        await receipts.RepliedBeforeAsync(write.Context(digest), write.Cancelled) is { } reply ? new CommandAnswer(reply) : null;

    /// <summary>Whether anything is known of a person, found out without its grain.</summary>
    public ValueTask<bool> KnowsAsync(PersonId person, CancellationToken cancelled) => known.ContainsAsync(person, cancelled);

    /// <summary>The record as last committed; null when nothing is known.</summary>
    public async Task<PersonSnapshot?> ReadAsync(PersonId person, CancellationToken cancelled) =>
        await known.ContainsAsync(person, cancelled) ? await ReadFoundAsync(person, cancelled) : null;

    /// <summary>The same of a person whom the store knows: by a number of its own, or by a command.</summary>
    public Task<PersonSnapshot?> ReadFoundAsync(PersonId person, CancellationToken cancelled) =>
        calls.RunAsync(grains.GetPerson(person).Read, cancelled);
}

/// <summary>What became of a command, as an HTTP answer: 201 for something new, 200 else, or the refusal's problem.</summary>
internal sealed class CommandAnswer(CommandReply reply) : IResult, IEndpointMetadataProvider
{
    /// <summary>Set on the answer to a repeat; the body is the first answer's.</summary>
    public const string ReplayHeader = "Idempotent-Replay";

    /// <summary>The grain's answer.</summary>
    public CommandReply Reply => reply;

    /// <summary>Whose record was meant; for the access log, where the command is refused.</summary>
    public PersonId? Person { get; init; }

    /// <summary>For a claim: what it grants now. Not stored, because it ends with the claim.</summary>
    public ClaimView? Claim { get; init; }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(CommandView), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(CommandView), ["application/json"]));
        builder.Metadata.Add(new ReadsIfMatch(IsNeeded: false));
        builder.Metadata.Add(TellsVersion.Instance);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (reply.KeyConflict)
        {
            await ProblemWriter.WriteAsync(httpContext, new Problem(ProblemCatalogue.IdempotencyKeyReused));
            return;
        }

        if (reply.OtherVersion is { } other)
        {
            await ProblemWriter.WriteAsync(httpContext, IfMatch.Failed(other.ToString(CultureInfo.InvariantCulture)));
            return;
        }

        if (reply.Refusal is { } refusal)
        {
            await ProblemWriter.WriteAsync(httpContext, Problem.Of(refusal) with { Persons = Person is { } person ? [person] : [] });
            return;
        }

        var outcome = reply.Outcome ?? throw new InvalidOperationException("A reply without outcome, refusal and conflict.");
        var view = CommandView.Of(outcome) with { Claim = Claim };
        var response = httpContext.Response;
        response.StatusCode = StatusOf(outcome.Kind);
        response.Headers.CacheControl = "no-store";
        if (response.StatusCode == StatusCodes.Status201Created)
            response.Headers.Location = view.Href;

        if (reply.Repeated)
            response.Headers[ReplayHeader] = "true";

        if (reply.Version is { } version)
            response.Tell(version);

        await response.WriteAsJsonAsync(view, ApiJson.Options, "application/json; charset=utf-8", CancellationToken.None);
    }

    /// <summary>By the outcome alone: a repeat gets the same.</summary>
    private static int StatusOf(OutcomeKind kind) =>
        kind is OutcomeKind.Submitted or OutcomeKind.Approved or OutcomeKind.ObjectionRaised or OutcomeKind.ComplaintRaised
            ? StatusCodes.Status201Created
            : StatusCodes.Status200OK;
}
