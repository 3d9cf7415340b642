namespace Grid.Domain.Persons.Commands;

/// <summary>The office records one check of the open application. The first one moves it from submitted to verifying.</summary>
public sealed record RecordVerification(VerificationSubject Subject, VerificationOutcome Outcome, Evidence Evidence) : PersonCommand;
