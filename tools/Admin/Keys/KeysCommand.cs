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
            Protect(folder),
            Unprotect(folder),
        };
    }

    private static Command Protect(Option<string> folder)
    {
        var module = new Option<string>("--module") { Required = true, Description = "The vendor's PKCS#11 library, as an absolute path." };
        var token = new Option<string>("--token") { Required = true, Description = "Label of the token." };
        var key = new Option<string>("--key")
        {
            Description = "Label of the AES-256 key in the token; it is made there if it is missing, so that it cannot be read.",
            DefaultValueFactory = _ => "grid-keys-1",
        };
        var pin = new Option<string>("--pin-file")
        {
            Required = true,
            Description = "File with the user's PIN, readable by the register's user or group only. Each process reads it when it starts.",
        };
        return Make(
            "protect",
            "Seal the key files with a key in a token (PKCS#11). Before create, no key is ever in a file in the clear.",
            [folder, module, token, key, pin],
            parsed =>
                KeyFiles.Protect(
                    parsed.GetRequiredValue(folder),
                    new KeyToken(
                        parsed.GetRequiredValue(module),
                        parsed.GetRequiredValue(token),
                        parsed.GetRequiredValue(key),
                        Path.GetFullPath(parsed.GetRequiredValue(pin))
                    )
                )
        );
    }

    private static Command Unprotect(Option<string> folder)
    {
        var target = new Option<string>("--to") { Required = true, Description = "A folder without key files." };
        return Make(
            "unprotect",
            "Write the key files in the clear into another folder: to back them up for the recovery key, or for another token.",
            [folder, target],
            parsed => KeyFiles.Unprotect(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(target))
        );
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
