namespace Grid.Bench.Pages;

/// <summary>What a page or call took.</summary>
internal sealed class VisitTimes(Visit visit)
{
    public Visit Visit => visit;

    /// <summary>Length of the last answer.</summary>
    public int Bytes { get; set; }

    /// <summary>The very first one, in a host that just started; milliseconds.</summary>
    public double First { get; set; }

    /// <summary>The others, milliseconds.</summary>
    public List<double> Later { get; } = [];
}
