namespace Grid.EndToEnd.Tests.Processes;

/// <summary>How a process is started.</summary>
/// <param name="Home">Its <c>GRID_HOME</c>.</param>
/// <param name="Database">Connection string of the application's role.</param>
/// <param name="Port">Where it listens on 127.0.0.1.</param>
public sealed record SiloSettings(string Home, string Database, int Port)
{
    public string Role { get; init; } = "all";

    public string Environment { get; init; } = "Development";

    /// <summary>Where it kills itself: <c>before-commit:N</c>, <c>after-commit:N</c>, <c>before-fold:N</c>, <c>after-fold:N</c>.</summary>
    public string? FaultPoint { get; init; }

    /// <summary>A program with its first arguments that starts it, in place of this process.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>More of its environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
