using System.Text.Json;
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
                await ReadAsync(2, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
    }

    /// <summary>Reads on until there is nothing more.</summary>
    public async Task FinishAsync(CancellationToken cancelled)
    {
        while (await ReadAsync(null, cancelled)) { }
    }

    private async Task<bool> ReadAsync(int? wait, CancellationToken cancelled)
    {
        var page = await client.Grid.V1.Changes.GetAsync(
            request =>
            {
                request.QueryParameters.PageSize = 37;
                request.QueryParameters.After = after;
                request.QueryParameters.Wait = wait;
            },
            cancelled
        );
        foreach (var item in page!.Items!)
            Told.Add((Guid.ParseExact(item.PersonId!, "N"), item.Version!.Value, JsonNamingPolicy.CamelCase.ConvertName($"{item.Event}")));
        after = page.Next;
        Pages++;
        return page.More == true || page.Items.Count > 0;
    }
}
