using Npgsql;

namespace Grid.Api.Tests.Platform;

/// <summary>A host whose clock shows yesterday, until it is started again today.</summary>
public sealed class YesterdayHost : PlatformHost
{
    protected override async ValueTask PrepareAsync()
    {
        await MoveClockAsync("-1 day");
        await base.PrepareAsync();
    }

    /// <summary>Ends the host and starts it today, over what it left.</summary>
    public async Task GoOnTodayAsync()
    {
        await StopAsync();
        await MoveClockAsync("0");
        await StartAsync();
    }

    private async Task MoveClockAsync(string by)
    {
        await using var connection = new NpgsqlConnection(Database.OwnerConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"UPDATE clock_offset SET amount = '{by}'", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
