namespace Grid.Bench.Counting;

/// <summary>What <c>counts</c> was asked for.</summary>
/// <param name="Server">Connection string of a role that may make databases and roles on the server.</param>
/// <param name="Callers">Callers that each wait for their answer before they write again.</param>
/// <param name="Seconds">Length of the measurement at full write load.</param>
/// <param name="Probes">Probes at once, each in a leaf of its own.</param>
/// <param name="Persons">How many persons are recounted and closed; 0 for none.</param>
internal sealed record CountsOptions(string Server, int Callers, int Seconds, int Probes, int Persons);
