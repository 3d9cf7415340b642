namespace Grid.Domain.Persons.Commands;

/// <summary>
/// What the insurance says of the person's unemployment benefit (失业保险金), as its data show or as checked by hand (§3.4). A matter of its own: it never is a condition of the
/// registration and never ends it, 79/2020 (二), (四), (五).
/// </summary>
/// <param name="State">Code list <c>benefit-state</c>; 20 is drawing it.</param>
/// <param name="From">The first day of that state, inclusive.</param>
/// <param name="To">The last day for which benefit is granted, inclusive; for state 20 only, null while it is open.</param>
public sealed record RecordBenefit(string State, DateOnly From, DateOnly? To, Evidence Evidence) : PersonCommand;
