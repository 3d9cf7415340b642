using System.Net;
using System.Net.Sockets;
using Grid.Silo.Clustering;
using Grid.Storage;
using Npgsql;

namespace Grid.Silo.Hosting;

/// <summary>
/// The settings of a process, from the environment (<c>GRID_DATABASE</c> …) or any other source of configuration.
/// </summary>
public sealed record GridSettings
{
    /// <summary>The name under which states and reminders are stored. Written into the database; not a matter of choice.</summary>
    public const string ServiceId = "grid";

    private const string IdleTransactions = "-c idle_in_transaction_session_timeout=30s";

    public required GridRole Role { get; init; }

    public required bool IsDevelopment { get; init; }

    /// <summary>
    /// True in the sandbox's program alone (tools/Sandbox), which sets it in code. No setting can: a register that is started as such never is one.
    /// </summary>
    public bool IsSandbox { get; init; }

    /// <summary>
    /// <c>GRID_DATABASE</c>, or the content of the file that <c>GRID_DATABASE_FILE</c> names: connection string of the application's role.
    /// Several hosts are a primary and its standbys.
    /// </summary>
    public required string Database { get; init; }

    /// <summary><c>GRID_HOME</c>: where keys are, below <c>secrets/</c>.</summary>
    public required string Home { get; init; }

    /// <summary><c>GRID_URLS</c>: where API and health listen.</summary>
    public required string Urls { get; init; }

    /// <summary>
    /// <c>GRID_DATA</c>: folder with <c>calendar/</c>, <c>regions/</c> and <c>offices/</c>; what it lacks, and everything without it, is as
    /// it ships.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// <c>GRID_SILO_ADDRESS</c>: the address at which other silos and clients reach this one; a name is looked up once, at the start.
    /// </summary>
    public IPAddress SiloAddress { get; init; } = IPAddress.Loopback;

    /// <summary><c>GRID_SILO_PORT</c>; 0 picks one that stays the same for this home.</summary>
    public int SiloPort { get; init; }

    /// <summary><c>GRID_GATEWAY_PORT</c>; 0 picks one that stays the same for this home.</summary>
    public int GatewayPort { get; init; }

    /// <summary><c>GRID_CLUSTER_ID</c>: the cluster's name. All silos of a database have the same; one with another is refused.</summary>
    public string ClusterId { get; init; } = ServiceId;

    /// <summary><c>Grid:Cluster:Timing</c>.</summary>
    public ClusterTiming Timing { get; init; } = ClusterTiming.Usual;

    /// <summary>
    /// <c>Grid:Shutdown:Pause</c>: how long a stopping process goes on answering while it reports that it is not ready, so that
    /// proxies notice first. Three seconds for an API process.
    /// </summary>
    public TimeSpan ShutdownPause { get; init; }

    public bool HasGrains => Role is GridRole.All or GridRole.Silo;

    public bool HasApi => Role is GridRole.All or GridRole.Api;

    public string KeyFolder => Path.Combine(Home, "secrets", "keys");

    /// <exception cref="ConfigurationException">A setting is missing or not what it should be.</exception>
    public static GridSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var role = RoleOf(configuration["Grid:Role"] ?? configuration["GRID_ROLE"]);
        return new GridSettings
        {
            Role = role,
            IsDevelopment = environment.IsDevelopment(),
            Database = DatabaseOf(TextOrFile(configuration, "GRID_DATABASE")),
            Home = Path.GetFullPath(Text(configuration, "GRID_HOME") ?? ".grid"),
            Urls = UrlsOf(Text(configuration, "GRID_URLS") ?? "http://127.0.0.1:5080"),
            DataFolder = FolderOf(Text(configuration, "GRID_DATA")),
            SiloAddress = AddressOf(Text(configuration, "GRID_SILO_ADDRESS")),
            SiloPort = PortOf(configuration, "GRID_SILO_PORT"),
            GatewayPort = PortOf(configuration, "GRID_GATEWAY_PORT"),
            ClusterId = Text(configuration, "GRID_CLUSTER_ID") ?? ServiceId,
            Timing = ClusterTiming.Read(configuration, environment.IsDevelopment()),
            ShutdownPause = PauseOf(configuration["Grid:Shutdown:Pause"], role),
        };
    }

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static string UrlsOf(string text)
    {
        foreach (var url in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                // An invalid port would be taken for a part of the host's name.
                if (
                    BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= 65535 } address
                    && (address.Host.StartsWith('[') || !address.Host.Contains(':', StringComparison.Ordinal))
                )
                {
                    continue;
                }
            }
            catch (Exception e) when (e is FormatException or InvalidOperationException) { }

            throw new ConfigurationException(
                $"GRID_URLS names '{url}'; expected are addresses such as http://127.0.0.1:5080, separated by semicolons."
            );
        }

        return text;
    }

    private static GridRole RoleOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? GridRole.All
        : Enum.TryParse<GridRole>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) ? role
        : throw new ConfigurationException($"Grid:Role is '{text}'; allowed are all, silo and api.");

    private static string DatabaseOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ConfigurationException(
                "未设置 GRID_DATABASE。GRID_DATABASE (or GRID_DATABASE_FILE) is not set: the connection string of the application's role."
            );
        }

        try
        {
            // Parameter values may be personal: they never go into an exception's text.
            return new NpgsqlConnectionStringBuilder(RegisterDatabase.Normalize(text))
            {
                ApplicationName = "grid",
                IncludeErrorDetail = false,
                Timeout = 5,

                // A process that is frozen or cut off in the middle of a transaction must not keep its locks: the server ends it.
                Options = IdleTransactions,

                // A connection whose server vanished must not wait for ever.
                TcpKeepAlive = true,
                TcpKeepAliveTime = 10,
                TcpKeepAliveInterval = 3,
            }.ConnectionString;
        }
        catch (ArgumentException)
        {
            throw new ConfigurationException(
                "GRID_DATABASE is not a connection string of the form Host=…;Username=…;Database=…, for the primary alone."
            );
        }
    }

    /// <summary>
    /// A secret is in the environment or, better, in a file that the environment names: files have owners, and are not inherited.
    /// </summary>
    private static string? TextOrFile(IConfiguration configuration, string name)
    {
        if (Text(configuration, name + "_FILE") is not { } path)
            return Text(configuration, name);
        if (Text(configuration, name) is not null)
            throw new ConfigurationException($"{name} and {name}_FILE are both set; one of them is enough.");
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{name}_FILE names '{path}', which cannot be read.");
        }
    }

    private static TimeSpan PauseOf(string? text, GridRole role) =>
        string.IsNullOrWhiteSpace(text) ? (role == GridRole.Api ? TimeSpan.FromSeconds(3) : TimeSpan.Zero)
        : TimeSpan.TryParse(text, out var pause) && pause >= TimeSpan.Zero && pause <= TimeSpan.FromMinutes(1) ? pause
        : throw new ConfigurationException($"Grid:Shutdown:Pause is '{text}'; allowed are 00:00:00 to 00:01:00.");

    private static string? FolderOf(string? path) =>
        path is null ? null
        : Directory.Exists(path) ? Path.GetFullPath(path)
        : throw new ConfigurationException($"GRID_DATA names '{path}', which is no folder.");

    private static IPAddress AddressOf(string? text) =>
        text is null ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address) ? address
        : Uri.CheckHostName(text) == UriHostNameType.Dns ? LookUp(text)
        : throw new ConfigurationException($"GRID_SILO_ADDRESS is '{text}'; an IP address or a host's name is expected.");

    private static IPAddress LookUp(string name)
    {
        try
        {
            return Dns.GetHostAddresses(name, AddressFamily.InterNetwork)[0];
        }
        catch (SocketException e)
        {
            throw new IOException($"GRID_SILO_ADDRESS is '{name}', a name that has no address now.", e);
        }
    }

    private static int PortOf(IConfiguration configuration, string name) =>
        Text(configuration, name) is not { } text ? 0
        : int.TryParse(text, out var port) && port is >= 0 and <= 65535 ? port
        : throw new ConfigurationException($"{name} is '{text}'; allowed are 1 to 65535, and 0 to pick one.");
}

/// <summary>What a process does; <c>Grid:Role</c>.</summary>
public enum GridRole
{
    /// <summary>Grains and API in one process: the way on one machine.</summary>
    All,

    /// <summary>Grains only; it listens only for health checks.</summary>
    Silo,

    /// <summary>API only, as a client of the silos.</summary>
    Api,
}
