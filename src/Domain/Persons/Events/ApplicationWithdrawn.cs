namespace Grid.Domain.Persons.Events;

/// <summary>The person withdrew the application.</summary>
public sealed record ApplicationWithdrawn(DateOnly On, [property: Personal] Evidence Declaration) : PersonEvent;
