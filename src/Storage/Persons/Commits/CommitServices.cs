using Npgsql;

namespace Grid.Storage.Persons.Commits;

/// <summary>What the writer loops share.</summary>
internal sealed record CommitServices(
    NpgsqlDataSource Source,
    TimeProvider Clock,
    RegistryOptions Options,
    ICommitFaults Faults,
    string ServiceId
);
