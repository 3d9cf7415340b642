using System.Net;
using Npgsql;

namespace Grid.Silo.Hosting;

/// <summary>
/// The settings of a process, from the environment (<c>GRID_DATABASE</c> …) or any other source of configuration.
/// </summary>
public sealed record GridSettings
{
    /// <summary>The cluster's name and the name under which states and reminders are stored. Written into the database; not a matter of choice.</summary>
    public const string ServiceId = "grid";

    public required GridRole Role { get; init; }

    public required bool IsDevelopment { get; init; }

    /// <summary><c>GRID_DATABASE</c>: connection string of the application's role.</summary>
    public required string Database { get; init; }

    /// <summary><c>GRID_HOME</c>: where keys are, below <c>secrets/</c>.</summary>
    public required string Home { get; init; }

    /// <summary><c>GRID_URLS</c>: where API and health listen.</summary>
    public required string Urls { get; init; }

    /// <summary><c>GRID_DATA</c>: folder with <c>calendar/</c>, <c>regions/</c> and <c>offices/</c>; what it lacks, and everything without it, is as it ships.</summary>
    public string? DataFolder { get; init; }

    /// <summary><c>GRID_SILO_ADDRESS</c>: the address at which other silos and clients reach this one.</summary>
    public IPAddress SiloAddress { get; init; } = IPAddress.Loopback;

    /// <summary><c>GRID_SILO_PORT</c>; 0 picks one that stays the same for this home.</summary>
    public int SiloPort { get; init; }

    /// <summary><c>GRID_GATEWAY_PORT</c>; 0 picks one that stays the same for this home.</summary>
    public int GatewayPort { get; init; }

    public bool HasGrains => Role is GridRole.All or GridRole.Silo;

    public bool HasApi => Role is GridRole.All or GridRole.Api;

    public string KeyFolder => Path.Combine(Home, "secrets", "keys");

    /// <exception cref="ConfigurationException">A setting is missing or not what it should be.</exception>
    public static GridSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new GridSettings
        {
            Role = RoleOf(configuration["Grid:Role"] ?? configuration["GRID_ROLE"]),
            IsDevelopment = environment.IsDevelopment(),
            Database = DatabaseOf(configuration["GRID_DATABASE"]),
            Home = Path.GetFullPath(Text(configuration, "GRID_HOME") ?? ".grid"),
            Urls = Text(configuration, "GRID_URLS") ?? "http://127.0.0.1:5080",
            DataFolder = FolderOf(Text(configuration, "GRID_DATA")),
            SiloAddress = AddressOf(Text(configuration, "GRID_SILO_ADDRESS")),
            SiloPort = PortOf(configuration, "GRID_SILO_PORT"),
            GatewayPort = PortOf(configuration, "GRID_GATEWAY_PORT"),
        };
    }

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static GridRole RoleOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? GridRole.All
        : Enum.TryParse<GridRole>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) ? role
        : throw new ConfigurationException($"Grid:Role is '{text}'; allowed are all, silo and api.");

    private static string DatabaseOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new ConfigurationException("未设置 GRID_DATABASE。GRID_DATABASE is not set: the connection string of the application's role.");
        try
        {
            // Parameter values may be personal: they never go into an exception's text.
            return new NpgsqlConnectionStringBuilder(text) { ApplicationName = "grid", IncludeErrorDetail = false, Timeout = 5 }.ConnectionString;
        }
        catch (ArgumentException)
        {
            throw new ConfigurationException("GRID_DATABASE is not a connection string of the form Host=…;Username=…;Database=….");
        }
    }

    private static string? FolderOf(string? path) =>
        path is null ? null
        : Directory.Exists(path) ? Path.GetFullPath(path)
        : throw new ConfigurationException($"GRID_DATA names '{path}', which is no folder.");

    private static IPAddress AddressOf(string? text) =>
        text is null ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address) ? address
        : throw new ConfigurationException($"GRID_SILO_ADDRESS is '{text}'; an IP address is expected.");

    private static int PortOf(IConfiguration configuration, string name) =>
        Text(configuration, name) is not { } text ? 0
        : int.TryParse(text, out var port) && port is >= 0 and <= 65535 ? port
        : throw new ConfigurationException($"{name} is '{text}'; allowed are 1 to 65535, and 0 to pick one.");
}
