namespace Grid.Testing;

/// <summary>How much work a test does: the same code at two sizes. <c>./grid test --full</c> sets <c>GRID_TEST_SIZE=full</c>.</summary>
public static class TestSize
{
    /// <summary>True for the sizes that the issues name; false for the quick ones, which is the default.</summary>
    public static bool IsFull { get; } =
        string.Equals(Environment.GetEnvironmentVariable("GRID_TEST_SIZE"), "full", StringComparison.OrdinalIgnoreCase);

    /// <summary>The number for the size at hand: <c>TestSize.Pick(small: 200, full: 100_000)</c>.</summary>
    public static int Pick(int small, int full) => IsFull ? full : small;
}
