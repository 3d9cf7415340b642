using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>
/// Writes pages of a backfill, each in one transaction with its place. The persons' commits wait for it, a few milliseconds, so that
/// nothing of a person comes in between; it waits for none of theirs.
/// </summary>
internal sealed class BackfillWriting(NpgsqlDataSource source, KeyRing ring)
{
    public async Task<BackfillCounts?> WriteAsync(
        PlatformBackfill backfill,
        IReadOnlyList<BackfillItems> page,
        double? measured,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await PlatformBackfills.TakeTurnAsync(connection, cancellationToken);
        if (!await IsAtAsync(connection, backfill, cancellationToken))
            return null;
        var held = await HoldAsync(connection, page, cancellationToken);
        var taken = page.TakeWhile(one =>
                one.Of.Record is null || (held.TryGetValue(one.Of.Person, out var version) && version == Tag(one).Version)
            )
            .ToList();
        if (taken.Count == 0)
            return null;

        var queues = await QueuesAsync(connection, taken, cancellationToken);
        var counts = new BackfillCounts(0, 0, 0, 0, 0, 0);
        var failed = new List<(string Registration, string Trouble)>();
        foreach (var one in taken)
        {
            if (one.Trouble is { } trouble)
            {
                failed.Add((one.Of.Place.Number, trouble));
                counts = counts with { Rows = counts.Rows + 1, Failed = counts.Failed + 1 };
                continue;
            }

            var added = one.Of.Record is null ? new BackfillCounts(1, 0, 0, 0, 1, 0) : queues[one.Of.Person].Add(one, backfill.Range.Again);
            counts = new BackfillCounts(
                counts.Rows + 1,
                counts.Made + added.Made,
                counts.PutBack + added.PutBack,
                counts.Known + added.Known,
                counts.Skipped + added.Skipped,
                counts.Failed
            );
        }

        await EnqueueAsync(connection, taken, queues, now, cancellationToken);
        await MoveAsync(connection, backfill.Id, taken[^1].Of.Place, counts, failed, measured, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return counts;
    }

    private static BackfillTag Tag(BackfillItems one) => (BackfillTag)one.Of.StoreTag!;

    /// <summary>Whether it still runs, at the place where the page was read.</summary>
    private static async Task<bool> IsAtAsync(NpgsqlConnection connection, PlatformBackfill backfill, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(BackfillSql.Lock, connection);
        command.Parameters.AddWithValue(backfill.Id);
        return await BackfillRow.ReadAsync(command, cancellationToken) is { Status: BackfillStatus.Running } now
            && now.Place == backfill.Place;
    }

    private static async Task<Dictionary<PersonId, long>> HoldAsync(
        NpgsqlConnection connection,
        IReadOnlyList<BackfillItems> page,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(BackfillSql.Hold, connection);
        command.Parameters.AddWithValue(
            NpgsqlDbType.Array | NpgsqlDbType.Uuid,
            page.Where(one => one.Of.Record is not null).Select(one => one.Of.Person.ToGuid()).Distinct().ToArray()
        );
        var held = new Dictionary<PersonId, long>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            held.Add(PersonId.FromGuid(row.GetGuid(0)), row.GetInt64(1));
        return held;
    }

    /// <summary>The queues of those who hold the registrations, with what their earlier numbers have reported.</summary>
    private static async Task<Dictionary<PersonId, PersonQueue>> QueuesAsync(
        NpgsqlConnection connection,
        List<BackfillItems> taken,
        CancellationToken cancellationToken
    )
    {
        var queues = new Dictionary<PersonId, PersonQueue>();
        var others = new Dictionary<PersonId, List<PersonQueue>>();
        foreach (var one in taken.Where(one => one.Of.Record is not null).DistinctBy(one => one.Of.Person))
        {
            var queue = queues[one.Of.Person] = new PersonQueue();
            foreach (var other in one.Of.Histories.Select(history => history.Person).Where(person => person != one.Of.Person))
            {
                if (!others.TryGetValue(other, out var those))
                    others[other] = those = [];
                those.Add(queue);
            }
        }

        var persons = queues.Keys.Union(others.Keys).Select(person => person.ToGuid()).ToArray();
        await ReadAsync(
            connection,
            BackfillSql.Queued,
            persons,
            row =>
            {
                var (person, key) = (PersonId.FromGuid(row.GetGuid(1)), row.GetString(2));
                if (queues.TryGetValue(person, out var own))
                {
                    if (row.GetBoolean(3))
                        own.Knows(key, received: true);
                    else
                        own.Waits(new QueuedItem(key, row.GetInt64(0), row.GetBoolean(4)));
                }

                others.GetValueOrDefault(person)?.ForEach(queue => queue.Knows(key, received: true));
            },
            cancellationToken
        );
        await ReadAsync(
            connection,
            BackfillSql.Sent,
            persons,
            row =>
            {
                var (person, key, outcome) = (PersonId.FromGuid(row.GetGuid(1)), row.GetString(2), row.GetString(3));
                var accepted = outcome == "accepted";
                if (queues.TryGetValue(person, out var own))
                {
                    if (accepted)
                        own.Accepted(key, row.GetInt64(0));
                    else
                        own.Knows(key, received: outcome == "byHand");
                }

                // An item of another number is sent again under that number, ahead of what this one's registration goes on with.
                others
                    .GetValueOrDefault(person)
                    ?.ForEach(queue =>
                    {
                        if (accepted && !queues.ContainsKey(person))
                            queue.Accepted(key, row.GetInt64(0));
                        else
                            queue.Knows(key, received: outcome != "skipped");
                    });
            },
            cancellationToken
        );
        return queues;
    }

    private static async Task ReadAsync(
        NpgsqlConnection connection,
        string sql,
        Guid[] persons,
        Action<NpgsqlDataReader> each,
        CancellationToken cancellationToken
    )
    {
#pragma warning disable CA2100 // One of the statements of backfills.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Uuid, persons);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            each(row);
    }

    private async Task EnqueueAsync(
        NpgsqlConnection connection,
        List<BackfillItems> taken,
        Dictionary<PersonId, PersonQueue> queues,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var rows = taken
            .Where(one => one.Of.Record is not null)
            .DistinctBy(one => one.Of.Person)
            .SelectMany(one =>
                queues[one.Of.Person].Changes().Select(change => (Tag(one).DataKey, one.Of.Person, change.Item, change.Asleep))
            )
            .ToList();
        if (rows.Count == 0)
            return;
        await using var command = new NpgsqlCommand(BackfillSql.Enqueue, connection);
        Add(NpgsqlDbType.Integer, Enumerable.Range(0, rows.Count).ToArray());
        Add(NpgsqlDbType.Bigint, rows.Select(row => row.Item.Id).ToArray());
        Add(NpgsqlDbType.Bigint, rows.Select(row => row.Item.Back).ToArray());
        Add(NpgsqlDbType.Boolean, rows.Select(row => row.Asleep).ToArray());
        Add(NpgsqlDbType.Uuid, rows.Select(row => row.Item.New is null ? (Guid?)null : row.Person.ToGuid()).ToArray());
        Add(NpgsqlDbType.Text, rows.Select(row => row.Item.New is { } made ? EnumName.Of(made.Item.Kind) : null).ToArray());
        Add(NpgsqlDbType.Text, rows.Select(row => row.Item.New?.Item.Key).ToArray());
        Add(NpgsqlDbType.Text, rows.Select(row => row.Item.New?.Item.Region).ToArray());
        Add(NpgsqlDbType.Text, rows.Select(row => row.Item.New is { } made ? made.Office ?? "" : null).ToArray());
        Add(NpgsqlDbType.Date, rows.Select(row => row.Item.New?.Item.On).ToArray());
        Add(
            NpgsqlDbType.Bytea,
            rows.Select(row => row.Item.New is { } made ? Sealed(made.Item, row.DataKey, row.Person.ToString()) : null).ToArray()
        );
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(Guid.NewGuid());
        await command.ExecuteNonQueryAsync(cancellationToken);

        void Add(NpgsqlDbType type, object values) => command.Parameters.AddWithValue(NpgsqlDbType.Array | type, values);
    }

    private byte[] Sealed(PlatformItem item, byte[] wrapped, string person) =>
        ItemSeal.Seal(item, DataKey.Unwrap(ring, wrapped, person), person);

    private static async Task MoveAsync(
        NpgsqlConnection connection,
        Guid id,
        BackfillPlace place,
        BackfillCounts counts,
        List<(string Registration, string Trouble)> failed,
        double? measured,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(BackfillSql.Move)
                .With(id)
                .With(place.Day)
                .With(place.Number)
                .With(counts.Rows)
                .With(counts.Made)
                .With(counts.PutBack)
                .With(counts.Known)
                .With(counts.Skipped)
                .With(counts.Failed)
                .With(NpgsqlDbType.Double, measured)
                .With(now)
        );
        if (failed.Count > 0)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(BackfillSql.Fail)
                    .With(id)
                    .With(failed.Select(one => one.Registration).ToArray())
                    .With(failed.Select(one => one.Trouble).ToArray())
                    .With(now)
            );
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
