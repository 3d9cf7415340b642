using System.CommandLine;
using Grid.Storage.Chaining;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Admin.Schema;

/// <summary>The keys of the chain: of the register that the database belongs to, or every row would look changed.</summary>
internal static class ChainKeyFolder
{
    public static Option<string?> Option() =>
        new("--keys")
        {
            Description = "The folder with keys.json and register-key.json; without it $GRID_HOME/secrets/keys, if it is there.",
            DefaultValueFactory = _ =>
                Environment.GetEnvironmentVariable("GRID_HOME") is { Length: > 0 } home
                && Path.Combine(home, "secrets", "keys") is var folder
                && File.Exists(Path.Combine(folder, KeyFiles.RegisterKeyFile))
                    ? folder
                    : null,
        };

    /// <exception cref="KeyFileException">The files cannot be used.</exception>
    /// <exception cref="RegisterKeyException">They are another register's.</exception>
    public static async Task<ChainKeys> OpenAsync(string folder, NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var secrets = KeyFiles.Open(folder, mayCreate: false);
        await RegisterKeyCheck.CompareAsync(source, secrets.RegisterKey, cancellationToken);
        return new ChainKeys(secrets);
    }
}
