using Grid.Domain.Persons.Services;

namespace Grid.Domain.Persons.Events;

/// <summary>A clerk overrode the grade of the rule, or gave it back to the rule (null).</summary>
public sealed record GradeSet(DateOnly On, [property: Personal] ServiceGrade? Grade, [property: Personal] string Why) : PersonEvent;
