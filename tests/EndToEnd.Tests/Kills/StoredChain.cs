using Grid.Storage.Chaining;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.EndToEnd.Tests.Kills;

/// <summary>Whether what a run left fits its MACs and checkpoints: no kill, lost connection or other version may look like tampering.</summary>
public static class StoredChain
{
    /// <summary>The rows that do not fit; none is right.</summary>
    /// <param name="connectionString">Of the application's role.</param>
    /// <param name="home">The cluster's home, with its keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string connectionString, string home, CancellationToken cancellationToken)
    {
        var keys = new ChainKeys(KeyFiles.Open(Path.Combine(home, "secrets", "keys"), mayCreate: false));
        await using var source = NpgsqlDataSource.Create(connectionString);
        var report = await ChainCheck.RunAsync(source, keys, [], cancellationToken);
        return [.. report.Faults.Select(fault => fault.ToString())];
    }
}
