using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Storage.Persons.Commits;

/// <summary>A row of <c>duty</c> to be set or deleted, or one that goes to <c>duty_done</c>.</summary>
internal sealed record DutyRecord(Guid Person, DutyChange Change);
