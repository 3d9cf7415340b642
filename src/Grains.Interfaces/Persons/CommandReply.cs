using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>What became of a command; exactly one of outcome, refusal, key conflict and main record.</summary>
[GenerateSerializer, Immutable, Alias("Grid.CommandReply")]
public sealed record CommandReply
{
    /// <summary>Committed.</summary>
    [Id(0)]
    public CommandOutcome? Outcome { get; init; }

    /// <summary>Not carried out; nothing changed.</summary>
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

    /// <summary>The answer to a request whose key has a receipt.</summary>
    public static CommandReply Of(Replay replay)
    {
        ArgumentNullException.ThrowIfNull(replay);
        return replay.IsSameRequest
            ? new CommandReply { Outcome = replay.Receipt.Outcome, Repeated = true }
            : new CommandReply { KeyConflict = true };
    }
}
