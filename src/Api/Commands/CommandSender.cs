using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Api.Commands;

/// <summary>
/// Sends a command to the person's grain; again, with the same key, where a silo is lost on the way (<see cref="GrainRetry"/>).
/// </summary>
internal sealed class CommandSender(IGrainFactory grains, GrainRetry calls, IReceiptStore receipts)
{
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
        return new CommandAnswer(reply);
    }

    /// <summary>The first answer, when this very request was carried out before; null when it was not.</summary>
    public async Task<CommandAnswer?> RepeatAsync(WriteRequest write, byte[] digest) =>
        await receipts.ReplayAsync(write.Caller.Actor.Subject, write.Key, digest, write.Cancelled) is { } replay
            ? new CommandAnswer(CommandReply.Of(replay))
            : null;

    /// <summary>The record as last committed; null when nothing is known.</summary>
    public async Task<PersonSnapshot?> ReadAsync(PersonId person, CancellationToken cancelled) =>
        await calls.RunAsync(grains.GetGrain<IPersonGrain>(person.ToString()).Read, cancelled);
}
