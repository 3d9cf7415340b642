using System.CommandLine;
using Grid.Storage;
using Grid.Storage.Chaining;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Admin.Schema;

/// <summary>
/// <c>chain</c>: gives MACs to what was written by versions that made none, once all processes are of this version or later. Exit code 1
/// when a row was tampered with.
/// </summary>
internal static class ChainCommand
{
    public static Command Create(TimeProvider clock)
    {
        var database = Connections.Option("--database", "GRID_DATABASE");
        var keys = ChainKeyFolder.Option();
        var reason = new Option<string?>("--reason")
        {
            Description = "Why there are rows without a MAC again after everything was chained (a downgrade).",
        };
        var command = new Command("chain", "Chain journal rows and states that have no MAC. The register may run meanwhile.")
        {
            database,
            keys,
            reason,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(database) is not { Length: > 0 } connectionString)
                    return Connections.Fail("chain needs --database or GRID_DATABASE: the connection string of the application's role.");
                if (parsed.GetValue(keys) is not { Length: > 0 } folder)
                    return Connections.Fail("chain needs --keys: the folder with register-key.json.");
                if (Connections.Fault(connectionString) is { } fault)
                    return Connections.Fail(fault);
                try
                {
                    await using var source = RegisterDatabase.Open(connectionString);
                    var chainKeys = await ChainKeyFolder.OpenAsync(folder, source, cancellationToken);
                    var report = await ChainRun.RunAsync(source, chainKeys, clock, parsed.GetValue(reason), cancellationToken);
                    Console.Out.WriteLine(
                        $"{report.Persons} persons and {report.Rows} journal rows and {report.Accesses} entries of the access log were chained."
                    );
                    foreach (var found in report.Faults)
                        Console.Out.WriteLine(found);
                    return report.Faults.Count == 0
                        ? 0
                        : Connections.Fail("有记录被改动，未成链。Rows are not as they were written; their persons were not chained.");
                }
                catch (Exception e)
                    when (e is KeyFileException or RegisterKeyException or ChainReasonException or NpgsqlException or ArgumentException)
                {
                    return Connections.Fail(e.Message);
                }
            }
        );
        return command;
    }
}
