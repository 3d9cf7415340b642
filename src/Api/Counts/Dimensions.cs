using Grid.Domain.Counting;

namespace Grid.Api.Counts;

/// <summary>Which breakdowns a measure has.</summary>
internal static class Dimensions
{
    public static bool Has(Measure measure, Dimension dimension) =>
        dimension switch
        {
            Dimension.Total or Dimension.Sex or Dimension.Education => true,
            Dimension.Reason or Dimension.Ground or Dimension.Channel => measure == Measure.New,
            Dimension.ExitReason or Dimension.HardshipReemployed => measure == Measure.Exited,
            Dimension.Peer => measure is Measure.TransferredIn or Measure.TransferredOut,
            Dimension.Cause => measure is Measure.AdjustedIn or Measure.AdjustedOut,
            _ => false,
        };
}
