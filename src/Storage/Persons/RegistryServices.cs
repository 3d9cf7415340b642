using Grid.Storage.Persons.State;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Persons;

/// <summary>What <see cref="RegistryStorage"/> needs.</summary>
public sealed record RegistryServices
{
    public required NpgsqlDataSource Source { get; init; }

    public required RegisterSecrets Secrets { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Orleans' ServiceId, under which reminders are stored.</summary>
    public required string ServiceId { get; init; }

    public RegistryOptions Options { get; init; } = new();

    /// <summary>Writes as a host from before migration 0790 does: nothing gets a MAC. For tests, and for the measurement of what the chain costs.</summary>
    internal bool IsUnchained { get; init; }

    public ICommitFaults Faults { get; init; } = new NoCommitFaults();

    public IReadOnlyList<IStateUpgrade> Upgrades { get; init; } = [];
}
