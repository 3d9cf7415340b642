namespace Grid.Domain.Persons.Events;

/// <summary>The person was asked to correct identity data.</summary>
public sealed record CorrectionAsked([property: Personal] CorrectionRequest Request) : PersonEvent;
