using System.Text.Json.Serialization;
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

    /// <summary>Each event with the record just after it. Empty before <see cref="PersonDecider"/> has added what follows from a command by itself.</summary>
    [JsonIgnore]
    public IReadOnlyList<DecisionStep> Steps { get; private init; } = [];

    /// <summary>The record after all events; null where there is none.</summary>
    [JsonIgnore]
    public PersonRecord? After => Steps.Count == 0 ? null : Steps[^1].After;

    public static Decision Accept(CommandOutcome outcome, params IReadOnlyList<PersonEvent> events) => new(events, outcome, null);

    public static Decision Refuse(Refusal refusal) => new([], null, refusal);

    /// <summary>Accepted, with the record after each event: whoever commits it need not fold them once more.</summary>
    internal static Decision Accept(CommandOutcome outcome, IReadOnlyList<DecisionStep> steps) => new([.. steps.Select(step => step.Event)], outcome, null) { Steps = steps };
}

/// <summary>One event of a decision.</summary>
/// <param name="Event">What happened.</param>
/// <param name="After">The record just after it.</param>
public sealed record DecisionStep(PersonEvent Event, PersonRecord After);
