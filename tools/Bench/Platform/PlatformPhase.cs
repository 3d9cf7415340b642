namespace Grid.Bench.Platform;

/// <summary>What the national platform is like while the offices work.</summary>
internal enum PlatformPhase
{
    /// <summary>It answers.</summary>
    Up,

    /// <summary>Each of its answers takes seconds.</summary>
    Slow,

    /// <summary>It takes requests and answers none.</summary>
    Silent,

    /// <summary>No process listens there.</summary>
    Down,

    /// <summary>It answers again, and gets what waited meanwhile.</summary>
    Back,
}
