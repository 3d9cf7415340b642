namespace Grid.Storage.Persons.Commits;

/// <summary>A row of <c>application</c>, <c>registration</c> or <c>person_search</c>: what the domain gave, and whose it is.</summary>
internal sealed record CaseRow<T>(Guid Person, T Row);
