using Grid.Domain.Persons.Services;

namespace Grid.Domain.Persons.Commands;

/// <summary>Override the grade of the rule (分级分类), or give it back to the rule (null).</summary>
public sealed record SetGrade(ServiceGrade? Grade, string Why) : PersonCommand;
