using Npgsql;

namespace Grid.Storage;

/// <summary>Whether a connection to the database may leave the machine: only to a server that proves who it is.</summary>
public static class DatabaseProtection
{
    /// <summary>Whether one of its servers is on another machine.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static bool IsElsewhere(string connectionString) => Elsewhere(new NpgsqlConnectionStringBuilder(connectionString)).Any();

    /// <summary>
    /// The servers on other machines that this connection string would believe without proof, in its order; empty when every server is on
    /// this machine (a loopback address or a socket) or <c>SSL Mode=VerifyFull</c> is set. Weaker modes encrypt, at most, for whoever
    /// answers.
    /// </summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static IReadOnlyList<string> Unproven(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return settings.SslMode == SslMode.VerifyFull ? [] : [.. Elsewhere(settings)];
    }

    private static IEnumerable<string> Elsewhere(NpgsqlConnectionStringBuilder settings) =>
        (settings.Host ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(host => !IsHere(host));

    private static bool IsHere(string host) => host.StartsWith('/') || host.StartsWith('@') || ThisMachine.Has(host);
}
