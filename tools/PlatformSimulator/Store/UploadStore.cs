using System.Text.Json;
using Grid.PlatformSimulator.Faults;
using Grid.PlatformSimulator.Fields;
using Grid.PlatformSimulator.Wire;
using Npgsql;
using NpgsqlTypes;

namespace Grid.PlatformSimulator.Store;

/// <summary>
/// Takes batches: one transaction each, one batch at a time, each key once in effect. A rejected item is judged again when it comes again.
/// </summary>
internal sealed class UploadStore(Database database, FieldTable table, FaultSchedule schedule, TimeProvider clock)
{
    /// <summary>The answers in the order of the batch, committed; those that a fault swallows are left out.</summary>
    public async Task<IReadOnlyList<ItemAnswer>> TakeAsync(Upload upload, bool half, CancellationToken cancelled)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancelled);
        await using var transaction = await connection.BeginTransactionAsync(cancelled);
        await Database.LockAsync(connection, Database.TakingLock, cancelled);
        var work = new BatchWork(await KnownKeysAsync(connection, upload, cancelled), await StatesAsync(connection, upload, cancelled));
        var unanswered = half ? upload.Items.Count - (upload.Items.Count / 2) : 0;
        for (var index = 0; index < upload.Items.Count; index++)
        {
            var place = index - (upload.Items.Count - unanswered);

            // Of the unanswered ones every second has no effect, beginning with the first.
            if (place >= 0 && place % 2 == 0)
                continue;
            work.Add(upload.Items[index], Judge(upload.Items[index], work), isAnswered: place < 0);
        }

        await WriteAsync(connection, upload, work, unanswered, cancelled);
        await transaction.CommitAsync(cancelled);
        return work.Answers;
    }

    private (ItemVerdict Verdict, bool OnDemand) Judge(UploadItem item, BatchWork work)
    {
        if (work.IsKnown(item.Key))
            return (ItemVerdict.Accepted(null), false);
        if (schedule.Refuses(item.Kind, item.Key, item.Region) is { } rule)
            return (ItemVerdict.Refused(rule.Code, rule.Reason), true);
        return table.Check(item.Kind, item.Fields) is { } fault
            ? (ItemVerdict.Refused(fault.Code, fault.Reason), false)
            : (ItemJudge.Judge(item, item.Registration is { } number ? work.State(number) : null), false);
    }

    private static async Task<HashSet<string>> KnownKeysAsync(NpgsqlConnection connection, Upload upload, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand("SELECT key FROM platform_simulator.item WHERE key = ANY($1)", connection)
        {
            Parameters = { new() { Value = upload.Items.Select(item => item.Key).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancelled))
            keys.Add(reader.GetString(0));
        return keys;
    }

    private static async Task<Dictionary<string, RegistrationState>> StatesAsync(
        NpgsqlConnection connection,
        Upload upload,
        CancellationToken cancelled
    )
    {
        await using var command = new NpgsqlCommand(
            "SELECT number, registered_on, exited_on, ended_on, in_error FROM platform_simulator.registration WHERE number = ANY($1)",
            connection
        )
        {
            Parameters =
            {
                new()
                {
                    Value = upload.Items.Select(item => item.Registration).OfType<string>().Distinct(StringComparer.Ordinal).ToArray(),
                },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var states = new Dictionary<string, RegistrationState>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancelled))
        {
            var state = new RegistrationState(
                reader.GetString(0),
                reader.GetFieldValue<DateOnly>(1),
                await reader.IsDBNullAsync(2, cancelled) ? null : reader.GetFieldValue<DateOnly>(2),
                await reader.IsDBNullAsync(3, cancelled) ? null : reader.GetFieldValue<DateOnly>(3),
                reader.GetBoolean(4)
            );
            states.Add(state.Number, state);
        }

        return states;
    }

    private async Task WriteAsync(NpgsqlConnection connection, Upload upload, BatchWork work, int unanswered, CancellationToken cancelled)
    {
        var now = clock.GetUtcNow();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Insert(upload.Batch, work.Accepted, now));
        batch.BatchCommands.Add(Repeat(work.Repeated));
        batch.BatchCommands.Add(States(work.Changed));
        batch.BatchCommands.Add(Refusals(work.Refused, now));
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                "INSERT INTO platform_simulator.batch (batch, items, accepted, repeated, refused, unanswered, at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
            )
            {
                Parameters =
                {
                    new() { Value = upload.Batch },
                    new() { Value = upload.Items.Count },
                    new() { Value = work.Accepted.Count },
                    new() { Value = work.Repeated.Count },
                    new() { Value = work.Refused.Count },
                    new() { Value = unanswered },
                    new() { Value = now },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancelled);
    }

    private static NpgsqlBatchCommand Insert(Guid batch, List<UploadItem> items, DateTimeOffset now) =>
        new(
            """
            INSERT INTO platform_simulator.item (key, kind, region, day, registration, application, platform_number, fields, batch, received_at)
            SELECT key, kind, region, day, fields ->> 'acc020', fields ->> 'bae010', fields ->> 'bae001', fields, $6, $7
            FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::jsonb[]) WITH ORDINALITY AS new (key, kind, region, day, fields, place)
            ORDER BY place
            """
        )
        {
            Parameters =
            {
                Column(items.Select(item => item.Key)),
                Column(items.Select(item => item.Kind)),
                Column(items.Select(item => item.Region)),
                new() { Value = items.Select(item => item.Day).ToArray() },
                Documents(items),
                new() { Value = batch },
                new() { Value = now },
            },
        };

    private static NpgsqlBatchCommand Repeat(List<UploadItem> items) =>
        new(
            """
            UPDATE platform_simulator.item AS held
            SET times = times + 1, differing = differing + ((held.kind, held.region, held.day, held.fields) IS DISTINCT FROM (again.kind, again.region, again.day, again.fields))::integer
            FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::jsonb[]) AS again (key, kind, region, day, fields)
            WHERE held.key = again.key
            """
        )
        {
            Parameters =
            {
                Column(items.Select(item => item.Key)),
                Column(items.Select(item => item.Kind)),
                Column(items.Select(item => item.Region)),
                new() { Value = items.Select(item => item.Day).ToArray() },
                Documents(items),
            },
        };

    private static NpgsqlBatchCommand States(IReadOnlyCollection<RegistrationState> states) =>
        new(
            """
            INSERT INTO platform_simulator.registration (number, registered_on, exited_on, ended_on, in_error)
            SELECT * FROM unnest($1::text[], $2::date[], $3::date[], $4::date[], $5::boolean[])
            ON CONFLICT (number) DO UPDATE SET exited_on = excluded.exited_on, ended_on = excluded.ended_on, in_error = excluded.in_error
            """
        )
        {
            Parameters =
            {
                Column(states.Select(state => state.Number)),
                new() { Value = states.Select(state => state.RegisteredOn).ToArray() },
                new() { Value = states.Select(state => state.ExitedOn).ToArray() },
                new() { Value = states.Select(state => state.EndedOn).ToArray() },
                new() { Value = states.Select(state => state.InError).ToArray() },
            },
        };

    private static NpgsqlBatchCommand Refusals(List<(UploadItem Item, ItemVerdict Verdict, bool OnDemand)> refused, DateTimeOffset now) =>
        new(
            """
            INSERT INTO platform_simulator.refusal (key, kind, region, day, code, reason, on_demand, at)
            SELECT *, $8::timestamptz FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[], $7::boolean[])
            """
        )
        {
            Parameters =
            {
                Column(refused.Select(one => one.Item.Key)),
                Column(refused.Select(one => one.Item.Kind)),
                Column(refused.Select(one => one.Item.Region)),
                new() { Value = refused.Select(one => one.Item.Day).ToArray() },
                Column(refused.Select(one => one.Verdict.Code!)),
                Column(refused.Select(one => one.Verdict.Reason!)),
                new() { Value = refused.Select(one => one.OnDemand).ToArray() },
                new() { Value = now },
            },
        };

    private static NpgsqlParameter Column(IEnumerable<string> texts) => new() { Value = texts.ToArray() };

    private static NpgsqlParameter Documents(List<UploadItem> items) =>
        new()
        {
            Value = items.Select(item => JsonSerializer.Serialize(item.Fields)).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        };
}
