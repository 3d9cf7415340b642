using System.Text.Json;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Counting;
using Grid.Storage.Counting;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Sealing;
using Grid.Testing.Databases;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Tests.Counting;

/// <summary>Counting over a database of its own, as silos have it, with what tests put in and ask of it.</summary>
internal sealed class CountScene : IAsyncDisposable
{
    private readonly TestDatabase database;

    private CountScene(TestDatabase database)
    {
        this.database = database;
        Source = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        Store = new CountStore(Source, Ring, TimeProvider.System);
        Stock = new StockQueries(Source, Ring);
        Recount = new Recount(Source, Ring, TimeProvider.System);
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public KeyRing Ring { get; } = KeyRing.Create(SealAlgorithm.Aes256Gcm);

    public NpgsqlDataSource Source { get; }

    public CountStore Store { get; }

    public StockQueries Stock { get; }

    public Recount Recount { get; }

    public string OwnerConnectionString => database.OwnerConnectionString;

    public string ApplicationConnectionString => database.ApplicationConnectionString;

    public static async Task<CountScene> CreateAsync() => new(await TestDatabase.CreateAsync(Cancellation));

    /// <summary>Puts steps into the journal and the outbox, each as one commit.</summary>
    public async Task WriteAsync(params IEnumerable<HistoryStep> steps)
    {
        await using var batch = Source.CreateBatch(); // Ids in this order.
        foreach (var step in steps)
        {
            var commit = Guid.NewGuid();
            batch.BatchCommands.Add(
                Command(
                    """
                    INSERT INTO journal (person_id, sequence, event, event_on, actor, actor_role, at, commit_id, facts, standing)
                    VALUES ($1, $2, $3, $4, 'clerk-1', 'clerk', $5, $6, $7::jsonb, $8::jsonb)
                    """,
                    step.Person.ToGuid(),
                    step.Sequence,
                    step.Event,
                    step.On,
                    step.At.ToUniversalTime(),
                    commit,
                    JsonSerializer.Serialize(step.Facts, DomainJson.Options),
                    step.StatisticalStatus is { } standing ? JsonSerializer.Serialize(standing, DomainJson.Options) : DBNull.Value
                )
            );
            foreach (var (ordinal, entry) in step.Entries.Index())
            {
                batch.BatchCommands.Add(
                    Command(
                        """
                        INSERT INTO count_entry (region, person_id, event_on, commit_id, sequence, ordinal, created_at, content)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                        """,
                        entry.Region,
                        step.Person.ToGuid(),
                        entry.On,
                        commit,
                        step.Sequence,
                        (short)ordinal,
                        step.At.ToUniversalTime(),
                        OutboxSeal.Seal(entry, Ring, step.Person.ToString(), OutboxSeal.Counts)
                    )
                );
            }
        }

        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>
    /// Writes a history and folds it as it goes, closing each leaf's period some days after it is over, each at its own time.
    /// </summary>
    /// <param name="seed">Of the history.</param>
    /// <param name="steps">How many.</param>
    /// <param name="leaveWaiting">Nothing is folded in the last fifth.</param>
    public async Task<RandomHistory> LiveAsync(int seed, int steps, bool leaveWaiting = false)
    {
        var history = new RandomHistory(seed);
        var random = new Random(seed);
        var written = new List<HistoryStep>();
        for (var i = 0; i < steps; i++)
        {
            written.AddRange(history.Next());
            if (leaveWaiting && i > steps * 4 / 5)
                continue;
            if (random.Next(8) == 0)
            {
                await WriteAsync(written);
                written.Clear();
                await Store.FoldAsync(RandomHistory.Leaves[random.Next(RandomHistory.Leaves.Count)], random.Next(1, 12), Cancellation);
            }

            if (i % 40 == 39)
                await CloseOverdueAsync(history.Today, random);
        }

        await WriteAsync(written);
        if (!leaveWaiting)
            await DrainAsync();
        return history;
    }

    public async Task DrainAsync()
    {
        foreach (var leaf in RandomHistory.Leaves)
        {
            while ((await Store.FoldAsync(leaf, 50, Cancellation)).More) { }
        }
    }

    /// <summary>Closes in a transaction of its own, as a report does.</summary>
    public async Task CloseAsync(IReadOnlyCollection<string> leaves, CountingPeriod period)
    {
        await using var connection = await Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await PeriodClosing.CloseAsync(connection, await PeriodClosing.LockAsync(connection, leaves, period, Cancellation), Cancellation);
        await transaction.CommitAsync(Cancellation);
    }

    public async Task<List<Segment>> SegmentsAsync()
    {
        await using var command = Source.CreateCommand(
            SegmentReader.ByNumbers.Replace("region = $1 AND number = ANY($2)", "true", StringComparison.Ordinal)
        );
        var segments = new List<Segment>();
        await using var row = await command.ExecuteReaderAsync(Cancellation);
        while (await row.ReadAsync(Cancellation))
            segments.Add(SegmentReader.Of(row, Ring));
        return segments;
    }

    public Task<T> ScalarAsync<T>(string sql, params object[] values) =>
        DatabaseCommands.ScalarAsync<T>(OwnerConnectionString, sql, values)!;

    public Task ExecuteAsOwnerAsync(string sql, params object[] values) =>
        DatabaseCommands.ExecuteAsync(OwnerConnectionString, sql, values);

    /// <summary>All figures that are stored, of a leaf and its offices, opening and flows.</summary>
    public async Task<IReadOnlyList<(string Region, string Office, Figures Opening, Figures Flows)>> FiguresAsync(CountingPeriod period)
    {
        var all = new List<(string Region, string Office, Figures Opening, Figures Flows)>();
        foreach (var leaf in RandomHistory.Leaves)
        {
            var own = await Store.PeriodAsync(leaf, period, Cancellation);
            all.Add((leaf, FoldDelta.Region, own.Opening, own.Flows));
            all.AddRange(
                (await Store.OfficesAsync(leaf, period, Cancellation)).Select(office => (leaf, office.Office, office.Opening, office.Flows))
            );
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task CloseOverdueAsync(DateOnly today, Random random)
    {
        var period = CountingPeriod.Of(today).Previous;
        foreach (var leaf in RandomHistory.Leaves.Where(_ => random.Next(2) == 0))
        {
            while ((await Store.FoldAsync(leaf, 50, Cancellation)).More) { }

            await CloseAsync([leaf], period);
        }
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(
                value is DBNull
                    ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Text }
                    : new NpgsqlParameter { Value = value }
            );
        }

        return command;
    }
}
