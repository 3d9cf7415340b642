using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Refusals;

namespace Grid.Domain.Persons.Deciding;

/// <summary>What the rules say to a command: the events that follow and the answer, or a refusal. Exactly one of the two.</summary>
public sealed record Decision
{
    private Decision(IReadOnlyList<PersonEvent> events, CommandOutcome? outcome, Refusal? refusal) =>
        (Events, Outcome, Refusal) = (events, outcome, refusal);

    /// <summary>May be empty: a command that asks for what is already so is accepted and changes nothing.</summary>
    public IReadOnlyList<PersonEvent> Events { get; }

    public CommandOutcome? Outcome { get; }

    public Refusal? Refusal { get; }

    public static Decision Accept(CommandOutcome outcome, params IReadOnlyList<PersonEvent> events) => new(events, outcome, null);

    public static Decision Refuse(Refusal refusal) => new([], null, refusal);
}
