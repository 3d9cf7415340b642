using System.Globalization;
using Npgsql;

namespace Grid.Bench.Duties;

/// <summary>Processor time of a database's sessions, where the server runs on this machine and the system shows it.</summary>
internal static class SessionsCpu
{
    private const double TicksPerSecond = 100; // USER_HZ, as the kernel reports to every program.

    public static async Task<double?> SecondsAsync(string ownerConnectionString, CancellationToken cancelled)
    {
        await using var owner = new NpgsqlConnection(ownerConnectionString);
        await owner.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            owner
        );
        await using var row = await command.ExecuteReaderAsync(cancelled);
        var seconds = 0.0;
        while (await row.ReadAsync(cancelled))
        {
            var file = $"/proc/{row.GetInt32(0)}/stat";
            if (
                !File.Exists(file)
                || await File.ReadAllTextAsync(file, cancelled) is not { } stat
                || !stat.Contains("postgres", StringComparison.Ordinal)
            )
            {
                return null;
            }

            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            seconds +=
                (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture))
                / TicksPerSecond;
        }

        return seconds;
    }
}
