using Grid.Silo.Hosting;
using Npgsql;

namespace Grid.Silo.Clocks;

/// <summary>
/// How far this process' clock is from the database's. Each decision of the rules takes the clock of its silo, and deadlines are asked for
/// in SQL by the database's: all must agree.
/// </summary>
/// <param name="Off">Own clock minus the database's.</param>
/// <param name="Uncertain">The query took so long that the difference may be this much less, or more.</param>
public sealed record ClockDifference(TimeSpan Off, TimeSpan Uncertain)
{
    /// <summary>Further apart a silo does not start, and does not stay. Clocks that are kept by NTP differ by milliseconds.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    /// <summary>Certainly more than is allowed.</summary>
    public bool IsTooMuch => Off.Duration() - Uncertain > Most;

    public string Text =>
        $"本机时钟与数据库相差 {Off.TotalSeconds:0.0} 秒,超过允许的 {Most.TotalSeconds:0} 秒。This process' clock is {Off.Duration().TotalSeconds:0.0} s {(Off > TimeSpan.Zero ? "ahead of" : "behind")} the database's; at most {Most.TotalSeconds:0} s are allowed. Set both by NTP.";

    public static async Task<ClockDifference> MeasureAsync(
        NpgsqlDataSource dataSource,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(clock);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT grid_now()", connection) { CommandTimeout = 5 };
        var (asked, before) = (clock.GetTimestamp(), clock.GetUtcNow());
        var there = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
        var half = clock.GetElapsedTime(asked) / 2;
        return new ClockDifference(before + half - there, half);
    }

    /// <exception cref="PassingException">The clocks are too far apart: NTP may still be about to set one of them.</exception>
    public static async Task EnsureAsync(NpgsqlDataSource dataSource, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await MeasureAsync(dataSource, clock, cancellationToken) is { IsTooMuch: true } difference)
            throw new PassingException(difference.Text);
    }
}
