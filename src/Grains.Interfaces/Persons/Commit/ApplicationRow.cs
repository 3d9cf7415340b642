using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>The searchable row of an application.</summary>
/// <param name="IsNew">True when the number must not exist yet: a second one fails the commit.</param>
/// <param name="Application">The application; the store takes the columns it lists and searches by.</param>
/// <param name="Region">Counting leaf of its office.</param>
/// <param name="EnteredInError">Ended as entered in error: kept, but in no list.</param>
public sealed record ApplicationRow(bool IsNew, Application Application, string Region, bool EnteredInError);
