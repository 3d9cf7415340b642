using Grid.Api.Progress;

namespace Grid.Api.Applicants;

/// <summary>
/// The register's messages to a person, newest first, and what is true now: a message tells what was so when it was written.
/// </summary>
public sealed record InboxView(IReadOnlyList<InboxMessage> Messages, ProgressView? Now);
