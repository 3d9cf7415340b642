using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Storage.Persons.Commits;

/// <summary>A row of <c>person_search</c>; the telephone number only as its keyed hash.</summary>
internal sealed record SearchIndexRow(Guid Person, SearchRow Row, byte[]? TelephoneHash);
