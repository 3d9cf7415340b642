using System.Net;

namespace Grid.Resilience.Tests.Running;

/// <summary>What a cluster is made of.</summary>
internal sealed record ClusterPlan
{
    public int Silos { get; init; } = 2;

    public int Apis { get; init; } = 2;

    /// <summary>The host that silos and API processes are started from; null for the one that was built with these tests.</summary>
    public string? Host { get; init; }

    /// <summary>More of the environment of silos and API processes.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets every line that a process of the cluster writes, the lines of those that ended included.</summary>
    public Action<string>? Heard { get; init; }

    /// <summary>Where silos are reached that are not at 127.0.0.1, and how they are started there.</summary>
    public IReadOnlyList<IPAddress> SiloAddresses { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<string>> SiloLaunchers { get; init; } = [];

    /// <summary>The way from the silos to the database, where it is not the direct one.</summary>
    public Func<string, string>? DatabaseOfSilos { get; init; }

    public Func<Uri, Uri>? PlatformOfSilos { get; init; }

    /// <summary>The tablespace of the database.</summary>
    public Func<Testing.Databases.PrivatePostgres, CancellationToken, Task<string>>? Tablespace { get; init; }
}
