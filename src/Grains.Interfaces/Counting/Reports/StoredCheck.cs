using Grid.Domain.Counting.Reports;

namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>The latest check of a report.</summary>
/// <param name="Digest">Of the document that was checked.</param>
/// <param name="Recount">The recount on which it rests.</param>
[GenerateSerializer, Immutable, Alias("Grid.StoredCheck")]
public sealed record StoredCheck(
    [property: Id(0)] string Digest,
    [property: Id(1)] IReadOnlyList<ReportCheck> Checks,
    [property: Id(2)] RecountEvidence? Recount,
    [property: Id(3)] string By,
    [property: Id(4)] DateTimeOffset At
)
{
    public bool Passed => ReportChecks.Allow(Checks);
}
