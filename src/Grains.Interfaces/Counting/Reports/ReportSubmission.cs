namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>The order to submit what was checked.</summary>
/// <param name="Digest">Of the report that the caller saw checked.</param>
[GenerateSerializer, Immutable, Alias("Grid.ReportSubmission")]
public sealed record ReportSubmission([property: Id(0)] string Digest, [property: Id(1)] string By, [property: Id(2)] DateTimeOffset At);
