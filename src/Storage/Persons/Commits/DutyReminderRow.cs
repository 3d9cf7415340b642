namespace Grid.Storage.Persons.Commits;

/// <summary>The person's reminder: to be set, or, without a moment, to be deleted.</summary>
internal sealed record DutyReminderRow(Guid Person, string GrainId, int GrainHash, DateTimeOffset? At);
