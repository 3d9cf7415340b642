using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons;

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
    /// older version: for them the alias itself passes it on.
    /// </summary>
    [Id(5)]
    public bool FollowsAlias { get; init; }
}
