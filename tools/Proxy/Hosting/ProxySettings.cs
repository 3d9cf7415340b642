namespace Grid.Proxy.Hosting;

/// <summary>Settings of the proxy, from the environment.</summary>
public sealed record ProxySettings
{
    /// <summary><c>GRID_URLS</c>: where it listens.</summary>
    public required string Urls { get; init; }

    /// <summary><c>GRID_PROXY_TARGETS</c>: addresses of the API processes, separated by spaces.</summary>
    public required IReadOnlyList<Uri> Targets { get; init; }

    /// <summary><c>GRID_PROXY_PROBE_SECONDS</c>: how often each of them is asked whether it is ready.</summary>
    public TimeSpan Probing { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A process that is silent for so long counts as a probe without an answer.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A request without an answer is given up after this: longer than the API takes to give up by itself.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(25);

    /// <exception cref="FormatException">A setting is missing or not what it should be.</exception>
    public static ProxySettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var targets = (configuration["GRID_PROXY_TARGETS"] ?? "").Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        if (targets.Length == 0)
            throw new FormatException("GRID_PROXY_TARGETS is not set: the addresses of the API processes, separated by spaces.");
        var settings = new ProxySettings
        {
            Urls = configuration["GRID_URLS"] ?? "http://127.0.0.1:5080",
            Targets = [.. targets.Select(TargetOf)],
        };
        return configuration["GRID_PROXY_PROBE_SECONDS"] is not { Length: > 0 } text ? settings
            : double.TryParse(text, out var seconds) && seconds is >= 0.1 and <= 60
                ? settings with
                {
                    Probing = TimeSpan.FromSeconds(seconds),
                }
            : throw new FormatException($"GRID_PROXY_PROBE_SECONDS is '{text}'; allowed are 0.1 to 60.");
    }

    private static Uri TargetOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var target) && (target.Scheme == Uri.UriSchemeHttp || target.Scheme == Uri.UriSchemeHttps)
            ? target
            : throw new FormatException($"GRID_PROXY_TARGETS has '{text}'; addresses such as http://127.0.0.1:5081 are expected.");
}
