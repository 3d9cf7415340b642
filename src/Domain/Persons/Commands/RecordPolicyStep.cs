using Grid.Domain.Persons.Services;

namespace Grid.Domain.Persons.Commands;

/// <summary>The person was told of a policy, helped, applied, or got an answer (79/2020 (三)).</summary>
/// <param name="Policy">Code of the policy list in force.</param>
public sealed record RecordPolicyStep(string Policy, PolicyStep Step, DateOnly? On, string? Note) : PersonCommand;
