namespace Grid.Domain.Persons.Events;

/// <summary>The application was approved.</summary>
public sealed record ApplicationApproved(DateOnly On) : PersonEvent;
