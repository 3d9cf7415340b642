using Grid.Domain.Counting;

namespace Grid.Domain.Persons.Events;

/// <summary>What the insurance says of unemployment benefit (失业保险金). Nothing of the registration hangs on it.</summary>
/// <param name="From">The first day of the state.</param>
/// <param name="Drawn">From when to when the person draws benefit, as known from now on; null when not at all.</param>
/// <param name="BenefitState">Code list <c>benefit-state</c>; it may tell of a prison, so the history does not show it.</param>
public sealed record BenefitRecorded(
    DateOnly On, DateOnly From, ValidTime? Drawn, [property: Personal] string BenefitState, [property: Personal] Evidence Evidence) : PersonEvent;
