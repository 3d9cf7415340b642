namespace Grid.Bench.Platform;

/// <summary>What <c>bench platform</c> was asked for.</summary>
/// <param name="Server">Connection string of a role that may make databases and roles.</param>
/// <param name="Clerks">Connections; each works on persons of its own.</param>
/// <param name="Rate">Commands a second of all clerks together; each is sent at its time, however long the one before took to be
/// due.</param>
/// <param name="Seconds">Length of a phase.</param>
/// <param name="Rounds">Rounds of all phases, after a phase for warming up.</param>
/// <param name="SlowSeconds">How long a slow platform takes.</param>
internal sealed record PlatformOptions(string Server, int Clerks, int Rate, int Seconds, int Rounds, int SlowSeconds);
