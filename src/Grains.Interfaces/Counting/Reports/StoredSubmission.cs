namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>Who submitted a report, and what.</summary>
/// <param name="Digest">SHA-256 of the document.</param>
[GenerateSerializer, Immutable, Alias("Grid.StoredSubmission")]
public sealed record StoredSubmission([property: Id(0)] string Digest, [property: Id(1)] string By, [property: Id(2)] DateTimeOffset At);
