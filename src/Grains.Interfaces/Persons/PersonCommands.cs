using System.Reflection;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Orleans.Runtime;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>
/// How a command gets to a person's grain. Each command has a method of its own in <see cref="IPersonGrain"/>, so that the Orleans
/// dashboard shows which ones are called; which method takes which command is read from there, once.
/// </summary>
public static class PersonCommands
{
    /// <summary>
    /// In the request context of a call to a main record: the number of the alias that named it. Also between hosts of different versions.
    /// </summary>
    public const string AliasKey = "grid.forwarded";

    /// <summary>
    /// Gives a command to a person's record. An alias answers with its main record, and the command is sent there once; whoever gets it
    /// then decides, so that no ring can form.
    /// </summary>
    public static async Task<CommandReply> SendAsync<TCommand>(this IGrainFactory grains, PersonId person, CommandRequest<TCommand> request)
        where TCommand : PersonCommand
    {
        ArgumentNullException.ThrowIfNull(grains);
        ArgumentNullException.ThrowIfNull(request);
        var following = request with { Context = request.Context with { FollowsAlias = true } };
        var reply = await grains.GetGrain<IPersonGrain>(person.ToString()).Call(following);
        if (reply.MainRecord is not { } main)
            return reply;
        RequestContext.Set(AliasKey, person.ToString());
        return await grains.GetGrain<IPersonGrain>(main.ToString()).Call(following);
    }

    /// <summary>Calls the method that takes this command.</summary>
    public static Task<CommandReply> Call<TCommand>(this IPersonGrain grain, CommandRequest<TCommand> request)
        where TCommand : PersonCommand => Method<TCommand>.Call(grain, request);

    /// <summary>
    /// The method of each kind of command; null for those that only the register's records give to each other, or that a record gives to
    /// itself.
    /// </summary>
    private static MethodInfo? MethodOf(Type command) =>
        typeof(IPersonGrain)
            .GetMethods()
            .SingleOrDefault(method =>
                method.GetParameters() is [{ ParameterType: { IsGenericType: true } request }]
                && request.GetGenericArguments()[0] == command
            );

    private static class Method<TCommand>
        where TCommand : PersonCommand
    {
        public static readonly Func<IPersonGrain, CommandRequest<TCommand>, Task<CommandReply>> Call = (
            MethodOf(typeof(TCommand))
            ?? throw new InvalidOperationException($"{nameof(IPersonGrain)} has no method for {typeof(TCommand).Name}.")
        ).CreateDelegate<Func<IPersonGrain, CommandRequest<TCommand>, Task<CommandReply>>>();
    }
}
