namespace Grid.Api.Reference;

/// <summary>One version of what the person is told and commits to (告知承诺书), 79/2020 (二).</summary>
/// <param name="Version">Stays with each application for ever.</param>
/// <param name="ValidFrom">The first day on which it is shown.</param>
public sealed record CommitmentText(string Version, DateOnly ValidFrom, string Zh, string En);
