using System.CommandLine;
using Npgsql;

namespace Grid.Admin.Schema;

/// <summary><c>libpq</c>: a connection string as the environment of PostgreSQL's own programs, one variable a line.</summary>
internal static class LibpqCommand
{
    public static Command Create()
    {
        var database = Connections.Option("--database", "GRID_DATABASE");
        var command = new Command("libpq", "Print the connection as environment variables for psql, one a line. They include the password.")
        {
            database,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(database) is not { Length: > 0 } connectionString)
                return Connections.Fail("libpq needs --database or GRID_DATABASE: a connection string.");
            try
            {
                foreach (var (name, value) in Variables(connectionString))
                    Console.Out.WriteLine($"{name}={value}");
                return 0;
            }
            catch (ArgumentException)
            {
                // Its message may quote a part of the string, which holds a password.
                return Connections.Fail("This is not a connection string of the form Host=…;Username=…;Database=….");
            }
        });
        return command;
    }

    /// <summary>What the string sets, and nothing else: the rest is for libpq's own defaults.</summary>
    /// <exception cref="ArgumentException">It is no connection string, or a value has more than one line.</exception>
    public static IReadOnlyList<(string Name, string Value)> Variables(string connectionString)
    {
        var read = new NpgsqlConnectionStringBuilder(connectionString);
        var hosts = (read.Host ?? "").Split(',', StringSplitOptions.TrimEntries);
        (string Name, string? Value)[] variables =
        [
            ("PGHOST", string.Join(',', hosts.Select(host => Split(host).Name))),
            ("PGPORT", string.Join(',', hosts.Select(host => Split(host).Port ?? $"{read.Port}"))),
            ("PGUSER", read.Username),
            ("PGPASSWORD", read.Password),
            ("PGDATABASE", read.Database ?? read.Username),
            ("PGSSLMODE", Has(read, "SSL Mode") ? SslMode(read.SslMode) : null),
            ("PGSSLROOTCERT", read.RootCertificate),
            ("PGTARGETSESSIONATTRS", read.TargetSessionAttributes),
        ];
        if (variables.Any(variable => variable.Value?.AsSpan().ContainsAny('\n', '\r') == true))
            throw new ArgumentException("A value has more than one line.", nameof(connectionString));
        return [.. from variable in variables where !string.IsNullOrEmpty(variable.Value) select (variable.Name, variable.Value)];
    }

    private static bool Has(NpgsqlConnectionStringBuilder read, string key) => read.ShouldSerialize(key);

    private static string SslMode(SslMode mode) =>
        mode switch
        {
            Npgsql.SslMode.VerifyCA => "verify-ca",
            Npgsql.SslMode.VerifyFull => "verify-full",
            _ => mode.ToString().ToLowerInvariant(),
        };

    /// <summary>
    /// A host may have its own port: <c>10.0.0.1:5433</c>. A path (a socket) and an IPv6 address without brackets have none.
    /// </summary>
    private static (string Name, string? Port) Split(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > 0 && !host.StartsWith('/') && (host[colon - 1] == ']' || host.IndexOf(':', StringComparison.Ordinal) == colon)
            ? (host[..colon].Trim('[', ']'), host[(colon + 1)..])
            : (host.Trim('[', ']'), null);
    }
}
