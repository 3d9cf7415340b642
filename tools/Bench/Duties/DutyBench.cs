using System.Diagnostics;
using Grid.Bench.Databases;
using Grid.Bench.Writes;
using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Persons;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Persons;
using Grid.Storage.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Grid.Bench.Duties;

/// <summary>
/// Reviews of many persons fall due in one night: their rows are moved closer together than the register's own five hours, and the register must activate each person,
/// decide, commit and take the row away. Clock and database tell the same moved time; it goes by at its real pace.
/// </summary>
internal sealed class DutyBench(DutiesOptions options, TimeProvider real, Action<string> say)
{
    /// <summary>Longer than one refresh of the reminders takes to see the rows.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(20);

    /// <summary>Longer than three working days ever take, holidays in between included.</summary>
    private static readonly TimeSpan Since = TimeSpan.FromDays(20);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public async Task<DutiesReport> RunAsync(CancellationToken cancelled)
    {
        // The applications are made some weeks ago and fall due in the present. The other way round, with a night in the future, Orleans takes the silo for
        // one of long ago: its membership compares the silo's start by the machine's clock with a bound by the injected one.
        var clock = new ShiftedClock(real);
        clock.MoveTo(real.GetUtcNow() - Since);
        await using var database = await BenchDatabase.CreateAsync(options.Server, cancelled);
        var owner = database.OwnerConnectionString;
        await ExecuteAsync(owner, "UPDATE clock_offset SET amount = $1", clock.Offset, cancelled);
        var secrets = BenchSilo.NewSecrets();
        await using (var silo = await BenchSilo.StartAsync(database, secrets, clock, cancelled))
        {
            say($"{options.Persons:N0} applications");
            await SubmitAsync(silo, clock, cancelled);
        }

        // Back in the present all are late and none is done. The rows are spread over the seconds that follow.
        clock.MoveTo(real.GetUtcNow());
        var due = await ScalarAsync<DateTime>(owner, "SELECT max(late_from) FROM duty", cancelled);
        if (due > clock.GetUtcNow().UtcDateTime)
            throw new InvalidOperationException("Some reviews are not due yet: the applications must be older.");
        var begin = clock.GetUtcNow() + Ahead;
        await ExecuteAsync(owner, "UPDATE clock_offset SET amount = $1", clock.Offset, cancelled);
        await ExecuteAsync(owner, $"UPDATE reminder SET start_time = date_trunc('second', $1::timestamptz) + (abs(hashtext(grain_id)::bigint) % {options.SpreadSeconds * 1000L}) * interval '1 millisecond', version = version + 1", begin.UtcDateTime, cancelled);
        await ExecuteAsync(owner, "CREATE TABLE bench_due AS SELECT substr(grain_id, 8) AS person, start_time AS due FROM reminder WHERE $1::int = 1", 1, cancelled);

        // Applications that were late when they came in have been escalated with their submission: no reminder waits for them.
        return await NightAsync(database, secrets, clock, begin, await EscalatedAsync(owner, cancelled), cancelled);
    }

    private async Task<DutiesReport> NightAsync(BenchDatabase database, RegisterSecrets secrets, ShiftedClock clock, DateTimeOffset begin, long before, CancellationToken cancelled)
    {
        var owner = database.OwnerConnectionString;
        var due = await DueAsync(owner, cancelled);
        using var ticks = new TickTimes(clock);
        say($"the night: {options.SpreadSeconds} s");
        await using var silo = await BenchSilo.StartAsync(database, secrets, clock, cancelled);
        await Task.Delay(Longer(begin - clock.GetUtcNow()), real, cancelled);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var sessions = await SessionsCpu.SecondsAsync(owner, cancelled);
        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(options.SpreadSeconds) + Patience;
        while (ticks.Count < due.Count || await EscalatedAsync(owner, cancelled) - before < due.Count)
        {
            if (clock.GetUtcNow() > until)
                throw new InvalidOperationException($"Only {ticks.Count} of {due.Count} were done within {Patience.TotalMinutes} minutes.");
            await Task.Delay(TimeSpan.FromSeconds(1), real, cancelled);
        }

        process.Refresh();
        var spent = process.TotalProcessorTime - cpu;
        var after = await SessionsCpu.SecondsAsync(owner, cancelled);
        var last = ticks.All.GroupBy(t => t.Person, StringComparer.Ordinal).Select(g => (g.Key, Done: g.Min(t => t.Done))).ToList();
        var late = last.Select(t => (t.Done - due[t.Key]).TotalMilliseconds).Order().ToList();
        return new DutiesReport(
            due.Count, options.SpreadSeconds, await EscalatedAsync(owner, cancelled) - before, ticks.Count,
            await ScalarAsync<long>(owner, "SELECT count(*) FROM reminder WHERE start_time <= grid_now()", cancelled),
            late[late.Count / 2], late[(int)(late.Count * 0.99)], late[^1],
            (last.Max(t => t.Done) - due.Values.Min()).TotalSeconds, spent.TotalSeconds, after - sessions, Environment.ProcessorCount);
    }

    private async Task SubmitAsync(BenchSilo silo, TimeProvider clock, CancellationToken cancelled)
    {
        var identifier = silo.Services.GetRequiredService<IPersonIdentifier>();
        var maker = DemoCommand.Maker(seed: 1, clock);
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = 128, CancellationToken = cancelled };
        await Parallel.ForEachAsync(Enumerable.Range(0, options.Persons), bounds, async (index, _) =>
        {
            var made = maker.Make(index, new Fate(FateKind.Submitted));
            await PersonWay.SubmitAsync(silo.Grains, new BenchPerson(identifier.Identify(made.Number), made, made.Office.Code.Value));
        });
    }

    private static TimeSpan Longer(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    private static Task<long> EscalatedAsync(string owner, CancellationToken cancelled) =>
        ScalarAsync<long>(owner, "SELECT count(*) FROM journal WHERE event = 'dutyOverdue'", cancelled);

    private static async Task<Dictionary<string, DateTimeOffset>> DueAsync(string owner, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand("SELECT person, due FROM bench_due", connection);
        await using var row = await command.ExecuteReaderAsync(cancelled);
        var due = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancelled))
            due[row.GetString(0)] = row.GetFieldValue<DateTimeOffset>(1);
        return due;
    }

    private static async Task<T> ScalarAsync<T>(string owner, string sql, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancelled))!;
    }

    private static async Task ExecuteAsync(string owner, string sql, object value, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
