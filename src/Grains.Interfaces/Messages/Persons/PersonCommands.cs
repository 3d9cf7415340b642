using System.Reflection;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Receipts;
using Orleans.Runtime;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>
/// How a command gets to a person's grain. Each command has a method of its own in <see cref="IPersonGrain"/>, so that the Orleans
/// dashboard shows which ones are called; the method for each command is read from there once.
/// </summary>
public static class PersonCommands
{
    /// <summary>
    /// In the request context of a call to a main record: the number of the alias that named it. Also between hosts of different versions.
    /// </summary>
    public const string AliasKey = "grid.forwarded";

    /// <summary>The same in every cluster of this version.</summary>
    private static PersonTypes? types;

    /// <summary>
    /// Sends a command to a person's record. An alias answers with its main record, and the command is sent there once; the record that
    /// gets it there decides, so that no ring can form.
    /// </summary>
    public static async Task<CommandReply> SendAsync<TCommand>(this IGrainFactory grains, PersonId person, CommandRequest<TCommand> request)
        where TCommand : PersonCommand
    {
        ArgumentNullException.ThrowIfNull(grains);
        ArgumentNullException.ThrowIfNull(request);
        var following = request with { Context = request.Context with { FollowsAlias = true } };
        var reply = await grains.GetPerson(person).Call(following);
        if (reply.MainRecord is not { } main)
            return reply;
        RequestContext.Set(AliasKey, person.ToString());
        return await grains.GetPerson(main).Call(following);
    }

    /// <summary>
    /// A person's grain. <c>GetGrain&lt;IPersonGrain&gt;</c> finds the same one, but works out the types of interface and grain each time:
    /// a request's largest cost of Orleans' after the call itself.
    /// </summary>
    public static IPersonGrain GetPerson(this IGrainFactory grains, PersonId person)
    {
        ArgumentNullException.ThrowIfNull(grains);
        if (types is { } known)
            return (IPersonGrain)grains.GetGrain(GrainId.Create(known.Grain, person.ToString()), known.Interface);
        var found = grains.GetGrain<IPersonGrain>(person.ToString());
        types = new PersonTypes(found.GetGrainId().Type, ((GrainReference)found).InterfaceType);
        return found;
    }

    /// <summary>Calls the method that takes this command.</summary>
    public static Task<CommandReply> Call<TCommand>(this IPersonGrain grain, CommandRequest<TCommand> request)
        where TCommand : PersonCommand => Method<TCommand>.Call(grain, request);

    /// <summary>
    /// The method of each kind of command, which has its name; null for those that only records send to each other, or to themselves.
    /// </summary>
    private static MethodInfo? MethodOf(Type command) =>
        typeof(IPersonGrain)
            .GetMethods()
            .SingleOrDefault(method =>
                string.Equals(method.Name, command.Name, StringComparison.Ordinal)
                && method.GetParameters() is [{ ParameterType: { IsGenericType: true } request }]
                && request.GetGenericArguments()[0] == command
            );

    private sealed record PersonTypes(GrainType Grain, GrainInterfaceType Interface);

    private static class Method<TCommand>
        where TCommand : PersonCommand
    {
        public static readonly Func<IPersonGrain, CommandRequest<TCommand>, Task<CommandReply>> Call = (
            MethodOf(typeof(TCommand))
            ?? throw new InvalidOperationException($"{nameof(IPersonGrain)} has no method for {typeof(TCommand).Name}.")
        ).CreateDelegate<Func<IPersonGrain, CommandRequest<TCommand>, Task<CommandReply>>>();
    }
}

/// <summary>A command on its way to a person's grain, with who asks and under which key.</summary>
[GenerateSerializer, Immutable, Alias("Grid.CommandRequest`1")]
public sealed record CommandRequest<TCommand>([property: Id(0)] CommandContext Context, [property: Id(1)] TCommand Command)
    where TCommand : PersonCommand
{
    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>Who sent a command, and under which idempotency key.</summary>
/// <param name="Actor">From the caller's token.</param>
/// <param name="IdempotencyKey">Unique for this caller for 90 days; null for the register's own commands (reminders), which need no
/// receipt.</param>
/// <param name="RequestDigest">SHA-256 of the operation and its body: the same key with another digest is refused.</param>
/// <param name="TraceId">W3C trace identifier, for the journal.</param>
[GenerateSerializer, Immutable, Alias("Grid.CommandContext")]
public sealed record CommandContext(
    [property: Id(0)] Actor Actor,
    [property: Id(1)] string? IdempotencyKey,
    [property: Id(2)] byte[] RequestDigest,
    [property: Id(3)] string? TraceId
)
{
    /// <summary>
    /// The case that the command means; null where the command says so itself or may start one, and from hosts of an older version.
    /// </summary>
    [Id(4)]
    public CommandTarget? Target { get; init; }

    /// <summary>
    /// The sender repeats the call at the main record that an alias names (<see cref="CommandReply.MainRecord"/>). False from hosts of an
    /// older version: for them the alias forwards the command itself.
    /// </summary>
    [Id(5)]
    public bool FollowsAlias { get; init; }

    /// <summary>
    /// The version of the record that the caller read (<see cref="PersonRecord.Sequence"/>): the command is carried out only while it has
    /// it. Null for a command that does not say, and from hosts of an older version.
    /// </summary>
    [Id(6)]
    public long? ExpectedVersion { get; init; }

    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>The result of a command; exactly one of outcome, refusal, key conflict, main record and newer version.</summary>
[GenerateSerializer, Immutable, Alias("Grid.CommandReply")]
public sealed record CommandReply
{
    /// <summary>Committed.</summary>
    [Id(0)]
    public CommandOutcome? Outcome { get; init; }

    /// <summary>Refused; nothing changed.</summary>
    [Id(1)]
    public Refusal? Refusal { get; init; }

    /// <summary>The key was used before with another request.</summary>
    [Id(2)]
    public bool KeyConflict { get; init; }

    /// <summary>The outcome is that of an earlier request with the same key; nothing was done now.</summary>
    [Id(3)]
    public bool Repeated { get; init; }

    /// <summary>
    /// This number is an alias, and nothing was done: the record to send the command to. Only for senders that follow it
    /// (<see cref="CommandContext.FollowsAlias"/>).
    /// </summary>
    [Id(4)]
    public PersonId? MainRecord { get; init; }

    /// <summary>Nothing was done: the record has this version, and not the one that was expected.</summary>
    [Id(5)]
    public long? OtherVersion { get; init; }

    /// <summary>With an outcome of now: the version that the record has with it. Null for a repeat, after which others may have come.</summary>
    [Id(6)]
    public long? Version { get; init; }

    /// <summary>The answer to a request whose key has a receipt.</summary>
    public static CommandReply Of(Replay replay)
    {
        ArgumentNullException.ThrowIfNull(replay);
        return replay.IsSameRequest
            ? new CommandReply { Outcome = replay.Receipt.Outcome, Repeated = true }
            : new CommandReply { KeyConflict = true };
    }

    public override string ToString() => DiscreetText.Of(this);
}
