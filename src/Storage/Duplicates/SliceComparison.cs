using System.Threading.Channels;
using Grid.Domain.Duplicates;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Duplicates;

/// <summary>
/// One step of a run: the blocks of a slice, in the order of their keys, are read as a stream, and each is compared while the next ones
/// come. Only the traits of the block at hand are open.
/// </summary>
internal sealed class SliceComparison(NpgsqlDataSource source, RegisterSecrets secrets)
{
    /// <summary>The slice is sorted once, and only here.</summary>
    private const string Settings = "SET LOCAL work_mem = '96MB'; SET LOCAL jit = off; SET LOCAL statement_timeout = 0";

    private const string Read = """
        SELECT substr(block_keys, $1, 8) AS key, person_id, traits FROM person_search
        WHERE traits IS NOT NULL AND substr(block_keys, $1, 8) >= $2 AND substr(block_keys, $1, 8) <= $3 ORDER BY 1, 2
        """;

    private const string Advance = """
        UPDATE duplicate_run SET step = step + 1, compared = compared + $3, large_blocks = large_blocks + $4, not_compared = not_compared + $5,
            not_kept = not_kept + $6, found = found + $7, unreadable = unreadable + $8, walked_at = $9
        WHERE id = $1 AND status = 'running' AND step = $2
        """;

    private const int BatchPersons = 2_000;
    private const int BatchesAhead = 4;

    private readonly PairWriting pairs = new(secrets);

    /// <summary>Does the step and commits it; nothing is left of it when it has been done already.</summary>
    public async Task RunAsync(
        DuplicateRun run,
        LikenessWeights weights,
        DuplicateRunLimits limits,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var slice = KeySlice.Of(run.Step, run.Steps);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, Settings, cancellationToken);
        var blocks = new BlockComparison(slice.Kind, weights, limits, secrets.Ring);
        await CompareAsync(connection, slice, blocks, limits.Held, cancellationToken);
        var found = await pairs.WriteAsync(connection, run, blocks.Candidates, weights, at, cancellationToken);
        await using var advance = new NpgsqlCommand(Advance, connection);
        advance.Parameters.AddWithValue(run.Id);
        advance.Parameters.AddWithValue(run.Step);
        advance.Parameters.AddWithValue(blocks.Count.Compared);
        advance.Parameters.AddWithValue(blocks.LargeBlocks);
        advance.Parameters.AddWithValue(blocks.Count.NotCompared);
        advance.Parameters.AddWithValue(blocks.NotKept);
        advance.Parameters.AddWithValue(found);

        // Each kind reads everybody again: once is enough.
        advance.Parameters.AddWithValue(slice.Kind == BlockKind.BirthAndFirst ? blocks.Unreadable : 0L);
        advance.Parameters.AddWithValue(at.ToUniversalTime());
        if (await advance.ExecuteNonQueryAsync(cancellationToken) > 0)
            await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Reads on this thread and compares on another one.</summary>
    private static async Task CompareAsync(
        NpgsqlConnection connection,
        KeySlice slice,
        BlockComparison blocks,
        int held,
        CancellationToken cancellationToken
    )
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<List<StoredBlock>>(
            new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true }
        );
        var comparing = Task.Run(
            async () =>
            {
                try
                {
                    await foreach (var batch in batches.Reader.ReadAllAsync(ended.Token))
                    {
                        foreach (var block in batch)
                            blocks.Compare(block);
                    }
                }
                catch
                {
                    await ended.CancelAsync(); // Whoever reads must not wait for room.
                    throw;
                }
            },
            CancellationToken.None
        );
        try
        {
            await ReadAsync(connection, slice, batches.Writer, held, ended.Token);
        }
        finally
        {
            batches.Writer.Complete();
            await comparing;
        }
    }

    private static async Task ReadAsync(
        NpgsqlConnection connection,
        KeySlice slice,
        ChannelWriter<List<StoredBlock>> batches,
        int held,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Read, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(slice.At);
        command.Parameters.AddWithValue(slice.From);
        command.Parameters.AddWithValue(slice.To);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var (batch, persons) = (new List<StoredBlock>(), 0);
        var (key, block) = (Array.Empty<byte>(), new StoredBlock(0));
        while (await row.ReadAsync(cancellationToken))
        {
            var next = row.GetFieldValue<byte[]>(0);
            var isSame = next.AsSpan().SequenceEqual(key);
            if (!isSame || block.Persons.Count >= held)
            {
                await EndBlockAsync(isSame ? block.Before + block.Persons.Count : 0);
                key = next;
            }

            block.Persons.Add(new StoredPerson(row.GetGuid(1), row.GetFieldValue<byte[]>(2)));
        }

        await EndBlockAsync(0);
        await batches.WriteAsync(batch, cancellationToken);

        async ValueTask EndBlockAsync(long before)
        {
            // Most are alone.
            if (block.Persons.Count > 1 || block.Before > 0)
            {
                batch.Add(block);
                persons += block.Persons.Count;
            }

            block = new StoredBlock(before);
            if (persons >= BatchPersons)
            {
                await batches.WriteAsync(batch, cancellationToken);
                (batch, persons) = ([], 0);
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Constants of this class.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>A person of a block, with the traits still sealed.</summary>
internal readonly record struct StoredPerson(Guid Id, byte[] Traits);

/// <summary>Persons who have a key in common, or a part of them.</summary>
/// <param name="Before">Persons with this key in parts before: these are not compared with them.</param>
internal sealed record StoredBlock(long Before)
{
    public List<StoredPerson> Persons { get; } = [];
}

/// <summary>Two persons who may be one. The first has the smaller id.</summary>
internal readonly record struct CandidatePair(Guid First, Guid Second, Traits FirstTraits, Traits SecondTraits, Likeness Likeness);

/// <summary>Compares the blocks of one step and keeps the pairs that may be one person.</summary>
internal sealed class BlockComparison(BlockKind kind, LikenessWeights weights, DuplicateRunLimits limits, KeyRing ring)
{
    private readonly LikenessSieve sieve = new(weights);

    public List<CandidatePair> Candidates { get; } = [];

    public BlockCount Count { get; private set; }

    public long LargeBlocks { get; private set; }

    public long NotKept { get; private set; }

    public long Unreadable { get; private set; }

    public void Compare(StoredBlock block)
    {
        var (ids, traits) = (new List<Guid>(block.Persons.Count), new List<Traits>(block.Persons.Count));
        foreach (var person in block.Persons)
        {
            if (StoredTraits.Open(person.Traits, person.Id, ring) is { } open)
            {
                ids.Add(person.Id);
                traits.Add(open);
            }
            else
            {
                Unreadable++;
            }
        }

        var count = BlockWalk.ForEachPair(kind, traits, limits.Blocks, (i, j) =>
        {
            if (sieve.Compare(traits[i], traits[j]) is { } likeness)
                Keep(ids[i], ids[j], traits[i], traits[j], likeness);
        });
        Count += count + new BlockCount(0, block.Before * traits.Count);
        if (count.NotCompared > 0 && block.Before == 0)
            LargeBlocks++;
    }

    private void Keep(Guid one, Guid other, Traits traits, Traits others, Likeness likeness)
    {
        if (Candidates.Count >= limits.Pairs)
            NotKept++;
        else if (one.CompareTo(other) < 0) // As PostgreSQL orders them.
            Candidates.Add(new CandidatePair(one, other, traits, others, likeness));
        else
            Candidates.Add(new CandidatePair(other, one, others, traits, likeness));
    }
}
