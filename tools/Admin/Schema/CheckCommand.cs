using System.CommandLine;
using System.Globalization;
using Grid.Storage;
using Grid.Storage.Chaining;
using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Consistency;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Admin.Schema;

/// <summary>
/// <c>check</c>: whether the register's tables agree with each other, and, where the keys are at hand, whether each row of journal and
/// persons is as it was written. Exit code 1 when not.
/// </summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var database = Connections.Option("--database", "GRID_DATABASE");
        var keys = ChainKeyFolder.Option();
        var checkpoints = new Option<string[]>("--checkpoint")
        {
            Description = "A file with a checkpoint that was kept elsewhere; may be given several times.",
        };
        var command = new Command("check", "Count where the register's tables disagree, and name the rows that were tampered with.")
        {
            database,
            keys,
            checkpoints,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(database) is not { Length: > 0 } connectionString)
                    return Connections.Fail("check needs --database or GRID_DATABASE: the connection string of the application's role.");
                if (Connections.Fault(connectionString) is { } fault)
                    return Connections.Fail(fault);
                try
                {
                    await using var source = RegisterDatabase.Open(connectionString);
                    var counts = await ConsistencyChecks.CheckAsync(source, cancellationToken);
                    foreach (var (name, wrong) in counts)
                        Console.Out.WriteLine($"{wrong, 12}  {name}");
                    var sound = await IsSoundAsync(source, parsed.GetValue(keys), parsed.GetValue(checkpoints) ?? [], cancellationToken);
                    if (!sound)
                        Connections.Fail("登记库有记录被改动。Rows of the register are not as they were written.");
                    return counts.Values.All(wrong => wrong == 0)
                        ? (sound ? 0 : 1)
                        : Connections.Fail("登记库各表不一致。The register's tables do not agree.");
                }
                catch (Exception e)
                    when (e is KeyFileException or RegisterKeyException or NpgsqlException or ArgumentException or IOException)
                {
                    return Connections.Fail(e.Message);
                }
            }
        );
        return command;
    }

    private static async Task<bool> IsSoundAsync(
        NpgsqlDataSource source,
        string? folder,
        string[] checkpoints,
        CancellationToken cancellationToken
    )
    {
        if (folder is null)
        {
            Console.Error.WriteLine("没有密钥，未核对防篡改链。Without --keys it was not checked whether rows were tampered with.");
            return true;
        }

        var keys = await ChainKeyFolder.OpenAsync(folder, source, cancellationToken);
        var elsewhere = checkpoints.Select(file => ReadCheckpoint(keys, file)).ToArray();
        var report = await ChainCheck.RunAsync(source, keys, elsewhere, cancellationToken);
        Console.Out.WriteLine(
            $"{report.Persons} persons, {report.Rows} journal rows and {report.Accesses} entries of the access log were checked against their MACs, "
                + $"{report.Entries} entries of the log of commits against their checkpoints, {elsewhere.Length} of them from elsewhere."
        );
        Console.Out.WriteLine(
            report.CompleteSince is { } since
                ? string.Create(CultureInfo.InvariantCulture, $"Everything has a MAC since {since:u}.")
                : $"{report.Unchained} persons and {report.AccessesUnchained} entries of the access log have none: run ./grid db chain when no older version runs any more."
        );
        Console.Out.WriteLine(
            $"{report.Erased} persons have no data key any more: their personal data was erased, unless a fault below says otherwise."
        );
        foreach (var fault in report.Faults)
            Console.Out.WriteLine(fault);
        if (report.FaultCount > report.Faults.Count)
            Console.Out.WriteLine($"… and {report.FaultCount - report.Faults.Count} more.");
        return report.FaultCount == 0;
    }

    /// <exception cref="KeyFileException">The register has not signed it.</exception>
    private static Checkpoint ReadCheckpoint(ChainKeys keys, string file) =>
        CheckpointKey.Read(keys, File.ReadAllText(file))
        ?? throw new KeyFileException($"{file} is no checkpoint that this register signed: it has the text of a note, with its signature.");
}
