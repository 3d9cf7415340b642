using Grid.Domain.Codes;

namespace Grid.Domain.Counting.Recounting;

/// <summary>Movements that are counted in the same cells; what the measure does not break down by is left at its default. Texts are numbers here, see <see cref="RecountTally"/>.</summary>
internal readonly record struct TallyKey(int Place, int Month, CountBlock Block, Measure Measure, Sex Sex, int Education)
{
    public UnemploymentReason Reason { get; init; }

    public PlaceGround Ground { get; init; }

    public ApplicationChannel Channel { get; init; }

    public ExitReason ExitReason { get; init; }

    public bool Hardship { get; init; }

    public int Peer { get; init; }

    /// <summary>One more than the cause's value; 0 for none.</summary>
    public int Cause { get; init; }
}
