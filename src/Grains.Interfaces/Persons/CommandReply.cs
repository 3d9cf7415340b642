using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Refusals;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>What became of a command; exactly one of outcome, refusal and key conflict.</summary>
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
}
