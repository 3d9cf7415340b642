using Grid.Domain.Numbers;
using Grid.Domain.Persons.PlatformResults;

namespace Grid.Domain.Persons;

/// <summary>The parts of a record that go with its case when two numbers of one person are linked, or the link is undone.</summary>
public sealed record MovedCase
{
    public PersonIdentity? Identity { get; init; }

    public PersonDetails? Details { get; init; }

    public Application? Application { get; init; }

    /// <summary>What stood before the application, so that ending it as entered in error still works where it arrives.</summary>
    public PriorCase? Prior { get; init; }

    public Registration? Registration { get; init; }

    public IReadOnlyList<PastRegistration> Past { get; init; } = [];

    public IReadOnlyList<Objection> Objections { get; init; } = [];

    /// <inheritdoc cref="PersonRecord.InError"/>
    public IReadOnlyList<CaseInError> InError { get; init; } = [];

    /// <inheritdoc cref="PersonRecord.PlatformNumbers"/>
    public IReadOnlyList<PlatformApplicationNumber> PlatformNumbers { get; init; } = [];

    /// <inheritdoc cref="PersonRecord.AwaitingResults"/>
    public IReadOnlyList<AwaitingResult> AwaitingResults { get; init; } = [];
}
