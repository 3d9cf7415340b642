using System.CommandLine;
using Grid.Storage;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;

namespace Grid.Admin.Schema;

/// <summary>
/// <c>seal-names</c>: seals the names that versions before this one wrote in the clear, once none of these runs any more, and writes the
/// tables that contained them into new files.
/// </summary>
internal static class SealNamesCommand
{
    public static Command Create(TimeProvider clock)
    {
        var database = Connections.Option("--database", "GRID_DATABASE");
        var owner = Connections.Option("--owner", "GRID_DATABASE_OWNER");
        var keys = ChainKeyFolder.Option();
        var command = new Command("seal-names", "Seal the names that older versions wrote in the clear. The register may run meanwhile.")
        {
            database,
            owner,
            keys,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(database) is not { Length: > 0 } connectionString)
                    return Connections.Fail("seal-names needs --database or GRID_DATABASE: the application's role.");
                if (parsed.GetValue(owner) is not { Length: > 0 } ownerString)
                    return Connections.Fail("seal-names needs --owner or GRID_DATABASE_OWNER: the owner's role rewrites tables.");
                if (parsed.GetValue(keys) is not { Length: > 0 } folder)
                    return Connections.Fail("seal-names needs --keys: the folder with keys.json and register-key.json.");
                if ((Connections.Fault(connectionString) ?? Connections.Fault(ownerString)) is { } fault)
                    return Connections.Fail(fault);
                try
                {
                    await using var source = RegisterDatabase.Open(connectionString);
                    var secrets = KeyFiles.Open(folder, mayCreate: false);
                    await RegisterKeyCheck.CompareAsync(source, secrets.RegisterKey, cancellationToken);
                    var report = await NameSealing.RunAsync(source, secrets, cancellationToken);
                    Console.Out.WriteLine($"{report.Sealed} names were sealed; {report.Erased} of erased persons were removed.");
                    await NameSealing.RewriteAsync(ownerString, clock, cancellationToken);
                    Console.Out.WriteLine("The tables were rewritten. Older backups and archived WAL still contain these names.");
                    return 0;
                }
                catch (Exception e)
                    when (e
                            is KeyFileException
                                or RegisterKeyException
                                or SealKeyMissingException
                                or SealBrokenException
                                or NpgsqlException
                                or ArgumentException
                    )
                {
                    return Connections.Fail(e.Message);
                }
            }
        );
        return command;
    }
}
