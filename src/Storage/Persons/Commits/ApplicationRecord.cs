using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Storage.Persons.Commits;

/// <summary>A row of <c>application</c>, the reason of a refusal sealed.</summary>
internal sealed record ApplicationRecord(Guid Person, ApplicationRow Row, byte[]? NonApproval);
