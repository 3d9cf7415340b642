namespace Grid.Domain.Persons.Events;

/// <summary>A check was recorded on the open application.</summary>
public sealed record VerificationRecorded([property: Personal] Verification Verification) : PersonEvent;
