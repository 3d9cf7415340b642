namespace Grid.Storage.Persons.Commits;

/// <summary>A row of one of the outboxes, its content sealed. Parts that an outbox does not have are null.</summary>
internal sealed record OutboxRow(Guid Person, Guid Commit, DateTimeOffset At, byte[] Content, string? Kind, string? Key, string? Region, DateOnly? On, string? Office = null);
