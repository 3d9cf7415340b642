namespace Grid.Bench.Pages;

/// <summary>What <c>pages</c> was asked for.</summary>
/// <param name="Server">Connection string of a role that may make databases and roles on the server.</param>
/// <param name="Persons">Persons in the register.</param>
/// <param name="Rounds">How often each page and each call is asked for after the first time; 0 for none.</param>
/// <param name="Keep">The register stays afterwards, until the program is stopped.</param>
/// <param name="Database">The name of a database that is used as it is when it is there, made and filled when it is not, and never dropped;
/// null for one of its own.</param>
/// <param name="Port">Where it listens; 0 for any free port.</param>
internal sealed record PagesOptions(string Server, int Persons, int Rounds, bool Keep, string? Database, int Port);
