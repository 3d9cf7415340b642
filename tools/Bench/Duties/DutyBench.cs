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
/// Reviews of many persons fall due in one night: their rows are moved closer together than the register's own five hours, and the register
/// must activate each person, decide, commit and take the row away. Clock and database have the same moved time; it runs at its real
/// pace.
/// </summary>
internal sealed class DutyBench(DutiesOptions options, TimeProvider real, Action<string> say)
{
    /// <summary>
    /// How far ahead the first due moment is set when a silo starts; twice as far each time that the silo had not loaded the rows by then.
    /// </summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(20);

    private const int Starts = 4;

    /// <summary>Between the loading of the rows and the first due moment: the service arms what it loaded one after the other.</summary>
    private static readonly TimeSpan Arming = TimeSpan.FromSeconds(3);

    /// <summary>Longer than three working days ever take, holidays in between included.</summary>
    private static readonly TimeSpan Since = TimeSpan.FromDays(20);

    public async Task<DutiesReport> RunAsync(CancellationToken cancelled)
    {
        // The applications are made some weeks ago and fall due in the present. The other way round, with a night in the future, Orleans
        // takes the silo for one of long ago: its membership compares the silo's start by the machine's clock with a bound by the injected
        // one.
        var clock = new ShiftedClock(real);
        clock.MoveTo(real.GetUtcNow() - Since);
        await using var database = await BenchDatabase.CreateAsync(options.Server, cancelled);
        var owner = database.OwnerConnectionString;
        await ExecuteAsync(owner, "UPDATE clock_offset SET amount = $1", clock.Offset, cancelled);
        var secrets = BenchSilo.NewSecrets();
        await using (var past = await BenchSilo.StartAsync(database, secrets, clock, cancelled))
        {
            say($"{options.Persons:N0} applications");
            await SubmitAsync(past, clock, cancelled);
        }

        // Back in the present all are late and none is done. The rows are spread over the seconds that follow.
        clock.MoveTo(real.GetUtcNow());
        var due = await ScalarAsync<DateTime>(owner, "SELECT max(late_from) FROM duty", cancelled);
        if (due > clock.GetUtcNow().UtcDateTime)
            throw new InvalidOperationException("Some reviews are not due yet: the applications must be older.");
        await ExecuteAsync(owner, "UPDATE clock_offset SET amount = $1", clock.Offset, cancelled);

        using var ticks = new TickTimes(clock);
        using var failures = new TickFailures();
        var (silo, begin, before) = await LoadedAsync(database, secrets, clock, cancelled);
        await using (silo)
            return await NightAsync(owner, clock, new Night(begin, before, ticks, failures), cancelled);
    }

    /// <summary>
    /// A silo that has loaded the rows before the first of them is due. A row that is past when it is loaded ticks some seconds after that:
    /// a silo that started slowly would be measured as one that is late.
    /// </summary>
    private async Task<(BenchSilo Silo, DateTimeOffset Begin, long Before)> LoadedAsync(
        BenchDatabase database,
        RegisterSecrets secrets,
        ShiftedClock clock,
        CancellationToken cancelled
    )
    {
        var ahead = Ahead;
        for (var start = 1; ; start++, ahead *= 2)
        {
            var begin = await SpreadAsync(database.OwnerConnectionString, clock.GetUtcNow() + ahead, cancelled);

            // Applications that were late when they came in have been escalated with their submission: no reminder waits for them.
            var before = await EscalatedAsync(database.OwnerConnectionString, cancelled);
            using var loaded = new RemindersLoaded(clock);
            var silo = await BenchSilo.StartAsync(database, secrets, clock, cancelled);
            try
            {
                var at = await loaded.Moment.WaitAsync(ahead, real, cancelled);
                if (at < begin - Arming)
                    return (silo, begin, before);
                say(
                    $"The silo had loaded the reminders {(begin - at).TotalSeconds:0.0} s before the first was due: once more, with more time."
                );
            }
            catch (TimeoutException)
            {
                say($"The silo had not loaded the reminders within {ahead.TotalSeconds:0} s of its start: once more, with more time.");
            }
            catch
            {
                await silo.DisposeAsync();
                throw;
            }

            await silo.DisposeAsync();
            if (start == Starts)
            {
                throw new InvalidOperationException(
                    "No silo loaded the reminders before the first was due: this machine is too busy to be measured."
                );
            }
        }
    }

    /// <summary>Moves all rows to their moment of the night, and writes down which it is.</summary>
    private async Task<DateTimeOffset> SpreadAsync(string owner, DateTimeOffset from, CancellationToken cancelled)
    {
        await ExecuteAsync(
            owner,
            $"UPDATE reminder SET start_time = date_trunc('second', $1::timestamptz) + (abs(hashtext(grain_id)::bigint) % {options.SpreadSeconds * 1000L}) * interval '1 millisecond', version = version + 1 WHERE name = 'duty'",
            from.UtcDateTime,
            cancelled
        );
        await ExecuteAsync(owner, "DROP TABLE IF EXISTS bench_due", null, cancelled);
        await ExecuteAsync(
            owner,
            "CREATE TABLE bench_due AS SELECT substr(grain_id, 8) AS person, start_time AS due FROM reminder WHERE name = 'duty'",
            null,
            cancelled
        );
        return new DateTimeOffset(await ScalarAsync<DateTime>(owner, "SELECT min(due) FROM bench_due", cancelled), TimeSpan.Zero);
    }

    private async Task<DutiesReport> NightAsync(string owner, ShiftedClock clock, Night night, CancellationToken cancelled)
    {
        var due = await DueAsync(owner, cancelled);
        say($"the night: {options.SpreadSeconds} s");
        await Task.Delay(Longer(night.Begin - clock.GetUtcNow()), real, cancelled);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var sessions = await SessionsCpu.SecondsAsync(owner, cancelled);
        var until = due.Values.Max() + options.Patience;
        while (clock.GetUtcNow() < until && await EscalatedAsync(owner, cancelled) - night.Before < due.Count)
            await Task.Delay(TimeSpan.FromSeconds(1), real, cancelled);

        process.Refresh();
        var spent = process.TotalProcessorTime - cpu;
        var after = await SessionsCpu.SecondsAsync(owner, cancelled);
        var all = night.Ticks.All.Where(t => due.ContainsKey(t.Person)).ToList();
        var first = all.GroupBy(t => t.Person, StringComparer.Ordinal).Select(g => (g.Key, Done: g.Min(t => t.Done))).ToList();
        if (first.Count == 0)
        {
            throw new InvalidOperationException(
                $"None of {due.Count} was done within {options.Patience.TotalSeconds:0} s of the last due moment; turned away: {night.Failures.TurnedAway}, failed: {night.Failures.Failed}."
            );
        }

        var ticked = first.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        var never = due.Where(d => !ticked.Contains(d.Key)).Select(d => (d.Value - night.Begin).TotalSeconds).ToList();
        var late = first.Select(t => (t.Done - due[t.Key]).TotalMilliseconds).Order().ToList();
        return new DutiesReport(
            due.Count,
            options,
            await EscalatedAsync(owner, cancelled) - night.Before,
            all.Count,
            night.Failures.TurnedAway,
            night.Failures.Failed,
            await ScalarAsync<long>(owner, "SELECT count(*) FROM reminder WHERE name = 'duty' AND start_time <= grid_now()", cancelled),
            late[late.Count / 2],
            late[(int)(late.Count * 0.99)],
            late[^1],
            (first.Max(t => t.Done) - due.Values.Min()).TotalSeconds,
            spent.TotalSeconds,
            after - sessions,
            Environment.ProcessorCount,
            never.Count == 0 ? null : (never.Min(), never.Max())
        );
    }

    private async Task SubmitAsync(BenchSilo silo, TimeProvider clock, CancellationToken cancelled)
    {
        var identifier = silo.Services.GetRequiredService<IPersonIdentifier>();
        var maker = DemoCommand.Maker(seed: 1, clock);
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = 128, CancellationToken = cancelled };
        await Parallel.ForEachAsync(Enumerable.Range(0, options.Persons), bounds, async (index, _) =>
        {
            var made = maker.Make(index, new Fate(FateKind.Submitted));
            await PersonWrites.SubmitAsync(silo.Grains, new BenchPerson(identifier.Identify(made.Number), made, made.Office.Code.Value));
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

    private static async Task ExecuteAsync(string owner, string sql, object? value, CancellationToken cancelled)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        if (value is not null)
            command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(cancelled);
    }

    /// <summary>What is known when the night begins.</summary>
    private sealed record Night(DateTimeOffset Begin, long Before, TickTimes Ticks, TickFailures Failures);
}
