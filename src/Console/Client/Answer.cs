namespace Grid.Console.Client;

/// <summary>What the API answered: a value or a problem.</summary>
public sealed record Answer<T>(T? Value, ApiProblem? Problem)
    where T : class;
