using Grid.Domain.Counting.Reports;

namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>What became of a check or a submission.</summary>
/// <param name="Refusal">Null: it was done, or a check was begun.</param>
/// <param name="Failed">The checks that fail, where that is why.</param>
[GenerateSerializer, Immutable, Alias("Grid.ReportReply")]
public sealed record ReportReply([property: Id(0)] ReportRefusal? Refusal, [property: Id(1)] IReadOnlyList<ReportCheck> Failed)
{
    public static ReportReply Done { get; } = new(null, []);

    public static ReportReply Of(ReportRefusal refusal) => new(refusal, []);
}
