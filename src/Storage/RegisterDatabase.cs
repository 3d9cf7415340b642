using Npgsql;

namespace Grid.Storage;

/// <summary>
/// The register's database from a connection string. It may name several servers (<c>Host=a,b</c> or <c>a:5432,b:5432</c>), a primary and
/// its standbys: the register is written and read only on the primary, whichever server that is, so that after a failover it
/// goes on by itself. A standby may be behind: nothing is read from one.
/// </summary>
public static class RegisterDatabase
{
    /// <summary>How long a server that did not answer is passed over before it is tried again.</summary>
    public const int RecheckSeconds = 2;

    private const string Primary = "primary";

    /// <summary>The connection string as everything in a process uses it.</summary>
    /// <exception cref="ArgumentException">It is invalid, or asks for something other than the primary.</exception>
    public static string Normalize(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (
            settings.TargetSessionAttributes is { } wanted
            && !string.Equals(wanted, Primary, StringComparison.OrdinalIgnoreCase)
            && !string.Equals(wanted, "read-write", StringComparison.OrdinalIgnoreCase)
            && !string.Equals(wanted, "any", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new ArgumentException(
                "The register works on the primary: Target Session Attributes must be primary.",
                nameof(connectionString)
            );
        }

        settings.TargetSessionAttributes = null;
        if (HasSeveralHosts(settings))
        {
            settings.TargetSessionAttributes = Primary;
            settings.LoadBalanceHosts = false;
            if (!settings.ShouldSerialize("Host Recheck Seconds"))
                settings.HostRecheckSeconds = RecheckSeconds;
        }

        return settings.ConnectionString;
    }

    /// <summary>One pool of connections to the primary.</summary>
    public static NpgsqlDataSource Open(string connectionString, Action<NpgsqlDataSourceBuilder>? configure = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(Normalize(connectionString)) { TargetSessionAttributes = null };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        configure?.Invoke(builder);
        return HasSeveralHosts(settings) ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary) : builder.Build();
    }

    private static bool HasSeveralHosts(NpgsqlConnectionStringBuilder settings) =>
        settings.Host?.Contains(',', StringComparison.Ordinal) == true;
}
