using System.Globalization;
using Grid.Sandbox.Databases;
using Grid.Storage.Receipts;
using Npgsql;
using Orleans.Runtime;

namespace Grid.Sandbox.Clocks;

/// <summary>
/// Moves the clock forward, and lets happen what becomes due on the way: at each moment at which a person's reminder is due, the clock shows that
/// moment and the person's grain is called, as the reminder would have. So a deadline of the first day is not decided with the clock of
/// the last.
/// </summary>
internal sealed class ClockMove(SandboxDatabase database, SandboxClock clock, IGrainFactory grains)
{
    private const string DueSql = """
        SELECT grain_id, name, start_time, period_ms, version FROM reminder
        WHERE grain_id LIKE 'person/%' AND start_time <= $1 AND NOT (grain_id || '/' || version) = ANY ($2) ORDER BY start_time LIMIT 1
        """;

    private const string OthersSql =
        "SELECT grain_id, name, start_time, period_ms, version FROM reminder WHERE grain_id NOT LIKE 'person/%'";

    private const string WaitingSql =
        "SELECT (SELECT count(*) FROM count_entry), (SELECT count(*) FROM notice), (SELECT count(*) FROM platform_item WHERE listed_at IS NULL)";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan CountsPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OutboxPatience = TimeSpan.FromSeconds(3);

    /// <summary>Moves the clock to a moment; one that is past leaves it where it is.</summary>
    public async Task<MoveResult> ToAsync(DateTimeOffset target, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync(cancelled);
        var called = 0;
        var stuck = new List<string>();
        while (await NextAsync(connection, target, stuck, cancelled) is { } due)
        {
            if (due.At > clock.GetUtcNow())
                await SetAsync(connection, due.At, cancelled);
            await CallAsync(due);
            called++;

            // Called once, a row that it did not move is not called again for this moment.
            stuck.Add(due.Version);
        }

        if (target > clock.GetUtcNow())
            await SetAsync(connection, target, cancelled);
        foreach (var other in await OthersAsync(connection, cancelled))
            await CallAsync(other);
        await KeepReceiptsAsync(cancelled);
        return new MoveResult(called, await SettleAsync(connection, cancelled));
    }

    private async Task SetAsync(NpgsqlConnection connection, DateTimeOffset moment, CancellationToken cancelled)
    {
        var offset = clock.OffsetTo(moment);
        await using var command = new NpgsqlCommand("UPDATE clock_offset SET amount = $1", connection);
        command.Parameters.AddWithValue(offset);
        await command.ExecuteNonQueryAsync(cancelled);
        clock.Set(offset);
    }

    /// <summary>What silos do once a day: without it, keys would be known for longer than 90 days of this clock.</summary>
    private async Task KeepReceiptsAsync(CancellationToken cancelled)
    {
        await using var source = NpgsqlDataSource.Create(database.Owner);
        await ReceiptHousekeeping.RunPatientlyAsync(source, clock, busy: null, cancelled);
    }

    private Task CallAsync(Due due) =>
        grains
            .GetGrain<IRemindable>(GrainId.Parse(due.Grain, CultureInfo.InvariantCulture))
            .ReceiveReminder(due.Name, new TickStatus(due.At.UtcDateTime, due.Period, clock.GetUtcNow().UtcDateTime));

    private static async Task<Due?> NextAsync(
        NpgsqlConnection connection,
        DateTimeOffset target,
        List<string> stuck,
        CancellationToken cancelled
    )
    {
        await using var command = new NpgsqlCommand(DueSql, connection);
        command.Parameters.AddWithValue(target.ToUniversalTime());
        command.Parameters.AddWithValue(stuck.ToArray());
        return await ReadAsync(command, cancelled) is [var first, ..] ? first : null;
    }

    private static async Task<IReadOnlyList<Due>> OthersAsync(NpgsqlConnection connection, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand(OthersSql, connection);
        return await ReadAsync(command, cancelled);
    }

    private static async Task<IReadOnlyList<Due>> ReadAsync(NpgsqlCommand command, CancellationToken cancelled)
    {
        var found = new List<Due>();
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        while (await reader.ReadAsync(cancelled))
        {
            var grain = reader.GetString(0);
            found.Add(
                new Due(
                    grain,
                    reader.GetString(1),
                    new DateTimeOffset(reader.GetDateTime(2), TimeSpan.Zero),
                    TimeSpan.FromMilliseconds(reader.GetInt64(3)),
                    $"{grain}/{reader.GetInt32(4)}"
                )
            );
        }

        return found;
    }

    /// <summary>Waits until figures are folded, and a moment for what leaves the register by itself.</summary>
    private async Task<WaitingRows> SettleAsync(NpgsqlConnection connection, CancellationToken cancelled)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var waiting = await WaitingAsync(connection, cancelled);
            var past = clock.GetElapsedTime(began);
            if (past > CountsPatience || (waiting.Figures == 0 && (waiting.Sum == 0 || past > OutboxPatience)))
                return waiting;
            await Task.Delay(Pause, clock, cancelled);
        }
    }

    private static async Task<WaitingRows> WaitingAsync(NpgsqlConnection connection, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand(WaitingSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        await reader.ReadAsync(cancelled);
        return new WaitingRows(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    /// <summary>A reminder that is due.</summary>
    private sealed record Due(string Grain, string Name, DateTimeOffset At, TimeSpan Period, string Version);
}

/// <summary>What a move of the clock did.</summary>
/// <param name="RemindersCalled">Reminders of persons that became due on the way; all are carried out.</param>
/// <param name="Waiting">What the register does by itself within seconds.</param>
internal sealed record MoveResult(int RemindersCalled, WaitingRows Waiting);

/// <summary>Rows of the outboxes that are still there.</summary>
/// <param name="Figures">Changes of figures that are not folded yet: 0 unless folding takes unusually long.</param>
/// <param name="Messages">Messages to persons; in the quiet hours (20:00 to 08:00) they wait for their end.</param>
/// <param name="PlatformItems">Items for the national platform, without those on the list of refused ones.</param>
internal sealed record WaitingRows(long Figures, long Messages, long PlatformItems)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public long Sum => Figures + Messages + PlatformItems;
}
