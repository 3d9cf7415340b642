using System.Text.Json.Nodes;
using Grid.EndToEnd.Tests.Processes;

namespace Grid.EndToEnd.Tests.Kills;

/// <summary>An office's system that follows the feed of changes and keeps what it was told, over every kill of the register.</summary>
public sealed class ChangeReader(ApiClient client)
{
    /// <summary>A cursor that was read is kept; an answer that never came is asked for again from the one before.</summary>
    private string? after;

    public List<(Guid Person, long Version, string Event)> Told { get; } = [];

    public int Pages { get; private set; }

    /// <summary>Follows until it is stopped.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
                await ReadAsync("&wait=2", stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
    }

    /// <summary>Reads on until there is nothing more.</summary>
    public async Task FinishAsync(CancellationToken cancelled)
    {
        while (await ReadAsync("", cancelled)) { }
    }

    private async Task<bool> ReadAsync(string wait, CancellationToken cancelled)
    {
        var page = await client.ReadAsync($"/v1/changes?pageSize=37{(after is null ? "" : "&after=" + after)}{wait}", cancelled);
        foreach (var item in page["items"]!.AsArray())
            Told.Add((Guid.ParseExact((string)item!["personId"]!, "N"), (long)item["version"]!, (string)item["event"]!));
        after = (string)page["next"]!;
        Pages++;
        return (bool)page["more"]! || page["items"]!.AsArray().Count > 0;
    }
}
