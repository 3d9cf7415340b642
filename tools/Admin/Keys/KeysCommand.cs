using System.CommandLine;
using Grid.Admin.Schema;
using Grid.Storage;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Admin.Keys;

/// <summary>
/// <c>keys</c>: makes the key files of a new register, and rotates those that may change. <c>create</c> never overwrites. A rotation is
/// <c>add</c>, a rolling restart, <c>use</c>, another one, and <c>rewrap</c>.
/// </summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--folder") { Required = true, Description = "The folder with keys.json and register-key.json." };
        var sm = new Option<bool>("--sm") { Description = "SM4-GCM and HMAC-SM3 in place of AES-256-GCM and HMAC-SHA-256." };
        return new Command("keys", "Make the register's key files, and rotate the key ring.")
        {
            Make("create", "Make the key files of a new register; what is there stays.", [folder, sm], parsed =>
                KeyFiles.Open(
                    parsed.GetRequiredValue(folder),
                    mayCreate: true,
                    parsed.GetValue(sm) ? SealAlgorithm.Sm4Gcm : SealAlgorithm.Aes256Gcm,
                    parsed.GetValue(sm) ? KeyedHash.HmacSm3 : KeyedHash.HmacSha256
                )
            ),
            Make("add", "Add a new key of each kind to the ring, not used yet. Then restart all processes.", [folder], parsed =>
                KeyFiles.Add(parsed.GetRequiredValue(folder))
            ),
            Make("use", "Use the newest keys. Then restart all processes.", [folder], parsed =>
                KeyFiles.UseNewest(parsed.GetRequiredValue(folder))
            ),
            Rewrap(folder),
        };
    }

    private static Command Make(string name, string description, Option[] options, Action<ParseResult> act)
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            try
            {
                act(parsed);
                return 0;
            }
            catch (Exception e) when (e is KeyFileException or IOException or UnauthorizedAccessException)
            {
                return Connections.Fail(e.Message);
            }
        });
        return command;
    }

    private static Command Rewrap(Option<string> folder)
    {
        var database = Connections.Option("--database", "GRID_DATABASE");
        var command = new Command("rewrap", "Wrap every person's data key by the current key. The register may run meanwhile.")
        {
            folder,
            database,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(database) is not { Length: > 0 } connectionString)
                    return Connections.Fail("rewrap needs --database or GRID_DATABASE: the connection string of the application's role.");
                if (Connections.Fault(connectionString) is { } fault)
                    return Connections.Fail(fault);
                try
                {
                    var ring = KeyFiles.Open(parsed.GetRequiredValue(folder), mayCreate: false).Ring;
                    await using var source = RegisterDatabase.Open(connectionString);
                    Console.Out.WriteLine($"{await DataKeyRewrap.RunAsync(source, ring, cancellationToken)} data keys were wrapped again.");
                    return 0;
                }
                catch (Exception e)
                    when (e is KeyFileException or SealKeyMissingException or SealBrokenException or NpgsqlException or ArgumentException)
                {
                    return Connections.Fail(e.Message);
                }
            }
        );
        return command;
    }
}
