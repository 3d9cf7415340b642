using Grid.Domain.Persons.Services;

namespace Grid.Domain.Persons.Events;

/// <summary>It was looked at whether the person is a hardship person (就业困难人员).</summary>
/// <param name="Months">Which check: 6 or 12 months registered; 0 for one that no duty asked for.</param>
/// <param name="Recognition">The recognition, or null when there is none.</param>
public sealed record HardshipChecked(DateOnly On, int Months, [property: Personal] HardshipRecognition? Recognition, [property: Personal] Evidence Evidence) : PersonEvent;
