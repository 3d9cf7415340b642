using Grid.Domain.Persons.Contacts;

namespace Grid.Domain.Persons.Events;

/// <summary>A contact, or an attempt.</summary>
public sealed record ContactRecorded(DateOnly On, ContactChannel Channel, ContactOutcome Outcome, string Office, [property: Personal] Contact Contact) : PersonEvent;
