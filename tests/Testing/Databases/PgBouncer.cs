using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Grid.Testing.Databases;

/// <summary>
/// A real PgBouncer with the shipped <c>deploy/pgbouncer/pgbouncer.ini</c>, in front of a test's database; places and, where a test asks
/// for it, single settings are other ones.
/// </summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pgbouncer-");
    private readonly Process process;

    private PgBouncer(TestDatabase database, (string Name, string Value)[] settings)
    {
        var direct = new NpgsqlConnectionStringBuilder(database.ApplicationConnectionString);
        var port = FreePorts.Take();
        File.WriteAllText(At("userlist.txt"), $"\"{direct.Username}\" \"{direct.Password}\"\n");
        File.WriteAllLines(
            At("pgbouncer.ini"),
            Lines([
                (database.Name, $"host={direct.Host} port={direct.Port} dbname={database.Name}"),
                ("listen_port", $"{port}"),
                ("auth_file", At("userlist.txt")),
                .. settings,
            ])
        );

        // PgBouncer does not run as root, and Debian puts it where others than root do not look.
        var program = File.Exists("/usr/sbin/pgbouncer") ? "/usr/sbin/pgbouncer" : "pgbouncer";
        string[] command = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", program]
            : [program];
        File.SetUnixFileMode(
            folder.FullName,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute
        );
        ApplicationConnectionString = new NpgsqlConnectionStringBuilder(direct.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = port,
        }.ConnectionString;
        process = Process.Start(
            new ProcessStartInfo(command[0], [.. command[1..], "--quiet", At("pgbouncer.ini")]) { UseShellExecute = false }
        ) ?? throw new InvalidOperationException("pgbouncer did not start.");
    }

    /// <summary>As the role that silos and API use, through the pooler.</summary>
    public string ApplicationConnectionString { get; }

    /// <summary>Starts one and waits until it listens.</summary>
    public static async Task<PgBouncer> StartAsync(
        TestDatabase database,
        CancellationToken cancellationToken,
        params (string Name, string Value)[] settings
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        var pooler = new PgBouncer(database, settings);
        var address = new IPEndPoint(IPAddress.Loopback, new NpgsqlConnectionStringBuilder(pooler.ApplicationConnectionString).Port);
        for (var clock = Stopwatch.StartNew(); ; await Wait.ForAsync(TimeSpan.FromMilliseconds(20), cancellationToken))
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(address, cancellationToken);
                return pooler;
            }
            catch (SocketException) when (clock.Elapsed < Patience && !pooler.process.HasExited) { }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    /// <summary>The shipped file with other values. Each name must be in it, except for the database's.</summary>
    private static IEnumerable<string> Lines((string Name, string Value)[] values)
    {
        var left = values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);
        var (database, target) = values[0];
        left.Remove(database);
        foreach (var line in File.ReadAllLines(Path.Combine(GridScript.Repository, "deploy", "pgbouncer", "pgbouncer.ini")))
        {
            var name = line.Split('=', 2)[0].Trim();
            if (name == "grid")
                yield return string.Create(CultureInfo.InvariantCulture, $"{database} = {target}");
            else if (left.Remove(name, out var value))
                yield return $"{name} = {value}";
            else
                yield return line;
        }

        // The last section is PgBouncer's own. No socket beside the port.
        yield return "unix_socket_dir =";
        foreach (var (name, value) in left)
            yield return $"{name} = {value}";
    }
}
