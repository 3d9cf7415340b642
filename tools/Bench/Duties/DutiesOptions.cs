namespace Grid.Bench.Duties;

/// <summary>What <c>duties</c> was asked for.</summary>
/// <param name="Server">Connection string of a role that may make databases and roles on the server.</param>
/// <param name="Persons">Whose review falls due in the night.</param>
/// <param name="SpreadSeconds">Over how long; the register itself spreads a night over five hours.</param>
/// <param name="Patience">How long after the last due moment the measurement waits for what is not done. What is turned away comes again
/// after a quarter of an hour.</param>
internal sealed record DutiesOptions(string Server, int Persons, int SpreadSeconds, TimeSpan Patience);
