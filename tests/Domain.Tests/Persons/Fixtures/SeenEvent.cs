using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>An event with the record before and after it, and what is committed with it.</summary>
internal sealed record SeenEvent(
    PersonRecord Before,
    PersonEvent Event,
    PersonRecord After,
    PersonConsequences Consequences,
    DecisionContext Context
);
