using System.CommandLine;
using Grid.Storage;
using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Admin.Schema;

/// <summary>
/// <c>checkpoint</c>: prints the newest checkpoint, to be kept elsewhere; or what a witness needs. Exit code 1 when there is none.
/// </summary>
internal static class CheckpointCommand
{
    public static Command Create()
    {
        var database = Connections.Option("--database", "GRID_DATABASE");
        var keys = ChainKeyFolder.Option();
        var verifier = new Option<bool>("--verifier-key")
        {
            Description = "Print the public key that verifies checkpoints. Needs the keys.",
        };
        var origin = new Option<string?>("--origin") { Description = "The name of the log, as Grid:Checkpoints:Origin says." };
        var since = new Option<long?>("--since")
        {
            Description =
                "Print a witness's add-checkpoint request: since the checkpoint of so many entries, which it has signed last; 0 for none.",
        };
        var command = new Command("checkpoint", "Print the newest signed checkpoint of the log of commits.")
        {
            database,
            keys,
            verifier,
            origin,
            since,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                try
                {
                    if (parsed.GetValue(verifier))
                        return PrintKey(parsed.GetValue(keys), parsed.GetValue(origin));
                    if (parsed.GetValue(database) is not { Length: > 0 } connectionString)
                    {
                        return Connections.Fail(
                            "checkpoint needs --database or GRID_DATABASE: the connection string of the application's role."
                        );
                    }

                    if (Connections.Fault(connectionString) is { } fault)
                        return Connections.Fail(fault);
                    await using var source = RegisterDatabase.Open(connectionString);
                    var text = parsed.GetValue(since) is { } known
                        ? await WitnessRequest.OfAsync(source, known, cancellationToken)
                        : await CheckpointRun.LatestAsync(source, cancellationToken);
                    if (text is null)
                        return Connections.Fail("还没有检查点。There is no checkpoint yet.");
                    Console.Out.Write(text);
                    return 0;
                }
                catch (Exception e) when (e is KeyFileException or NpgsqlException or ArgumentException)
                {
                    return Connections.Fail(e.Message);
                }
            }
        );
        return command;
    }

    private static int PrintKey(string? folder, string? origin)
    {
        if (folder is null)
            return Connections.Fail("--verifier-key needs --keys: the folder with register-key.json.");
        var secrets = KeyFiles.Open(folder, mayCreate: false);
        Console.Out.WriteLine(new CheckpointKey(secrets, origin ?? CheckpointKey.UsualOrigin(secrets.RegisterKey)).VerifierKey);
        return 0;
    }
}
