using Grid.Silo.Hosting;

namespace Grid.Silo.Clustering;

/// <summary>
/// How long silos, clients and callers wait for each other. One chain: a silo is known to be dead after <see cref="ProbeTimeout"/> ×
/// <see cref="MissedProbes"/>, a call gives up after <see cref="ResponseTimeout"/>, the API repeats it for <c>Grid:Api:RepeatFor</c> and
/// answers within <c>Grid:Api:Timeout</c>, the proxy and the offices wait longer than that.
/// </summary>
public sealed record ClusterTiming
{
    public const string Setting = "Grid:Cluster:Timing";

    /// <summary>
    /// A killed silo is known to be dead after about six seconds: three probes of two seconds unanswered. Faster would take a busy
    /// machine's pause for a death.
    /// </summary>
    public static ClusterTiming Usual { get; } =
        new()
        {
            ProbeTimeout = TimeSpan.FromSeconds(2),
            MissedProbes = 3,
            TableRefresh = TimeSpan.FromSeconds(15),
            SignOfLife = TimeSpan.FromSeconds(5),
            MissedSignsOfLife = 3,
            ResponseTimeout = TimeSpan.FromSeconds(5),
            GatewayRefresh = TimeSpan.FromSeconds(5),
        };

    /// <summary>Orleans 10's defaults; for comparison only.</summary>
    public static ClusterTiming OfOrleans { get; } =
        new()
        {
            ProbeTimeout = TimeSpan.FromSeconds(5),
            MissedProbes = 3,
            TableRefresh = TimeSpan.FromSeconds(60),
            SignOfLife = TimeSpan.FromSeconds(30),
            MissedSignsOfLife = 3,
            ResponseTimeout = TimeSpan.FromSeconds(30),
            GatewayRefresh = TimeSpan.FromMinutes(1),
        };

    public required TimeSpan ProbeTimeout { get; init; }

    public required int MissedProbes { get; init; }

    /// <summary>How often the table of members is read if no change is reported.</summary>
    public required TimeSpan TableRefresh { get; init; }

    /// <summary>
    /// How often a silo writes that it is alive. One that died when no other silo could notice is ignored by its successors once it missed
    /// <see cref="MissedSignsOfLife"/>.
    /// </summary>
    public required TimeSpan SignOfLife { get; init; }

    public required int MissedSignsOfLife { get; init; }

    /// <summary>A caller gives up after this time: a call to a silo that was killed would wait for all of it.</summary>
    public required TimeSpan ResponseTimeout { get; init; }

    /// <summary>How often a client asks the database for the silos.</summary>
    public required TimeSpan GatewayRefresh { get; init; }

    /// <exception cref="ConfigurationException">Another timing than the usual one, outside of development.</exception>
    public static ClusterTiming Read(IConfiguration configuration, bool isDevelopment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration[Setting] switch
        {
            null or "" or "usual" => Usual,
            "orleans" when isDevelopment => OfOrleans,
            var other => throw new ConfigurationException(
                $"{Setting} is '{other}'; only 'usual' is allowed (in development also 'orleans', to compare)."
            ),
        };
    }
}
