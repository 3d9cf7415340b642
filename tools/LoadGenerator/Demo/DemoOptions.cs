namespace Grid.LoadGenerator.Demo;

/// <summary>What <c>demo</c> was asked for.</summary>
/// <param name="Persons">How many persons.</param>
/// <param name="Seed">Chooses the persons; the same seed again continues an interrupted run and doubles nothing.</param>
/// <param name="Parallel">Connections, and persons at work at the same time.</param>
internal sealed record DemoOptions(int Persons, ulong Seed, int Parallel);
