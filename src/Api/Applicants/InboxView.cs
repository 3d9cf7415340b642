namespace Grid.Api.Applicants;

/// <summary>The register's messages to a person, newest first.</summary>
public sealed record InboxView(IReadOnlyList<InboxMessage> Messages);
