using System.Text.Json;
using Grid.Domain.Duplicates;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Duplicates;

/// <summary>
/// Counts how often the register has what candidates share, scores them, and puts those on the list that reach its score. A pair that is
/// there already gets its new score; one that was decided stays decided, unless the data of one of the two changed since.
/// </summary>
internal sealed class PairWriting(RegisterSecrets secrets)
{
    /// <summary>Whom more have is as common as that.</summary>
    private const int MostCounted = 5_000;

    private const string Tokens = """
        SELECT person_id, name_tokens[array_upper(name_tokens, 1)], telephone_hash FROM person_search WHERE person_id = ANY ($1)
        """;

    /// <summary>The token of a whole name is also that of longer names' beginnings, which makes it look more common than it is.</summary>
    private static readonly string CountNames = $"""
        SELECT t.token, (SELECT count(*) FROM (SELECT FROM name_token AS n WHERE n.token = t.token LIMIT {MostCounted}) AS few)
        FROM unnest($1::bigint[]) AS t (token)
        """;

    private static readonly string CountTelephones = $"""
        SELECT t.hash, (SELECT count(*) FROM (SELECT FROM person_search AS s WHERE s.telephone_hash = t.hash LIMIT {MostCounted}) AS few)
        FROM unnest($1::bytea[]) AS t (hash)
        """;

    /// <summary>It is on the list again: it had been linked or gone, or data of one of the two changed since it was called different.</summary>
    private const string IsBack =
        "(old.status IN (4, 5) OR old.status = 3 AND (old.first_mark, old.second_mark) IS DISTINCT FROM (excluded.first_mark, excluded.second_mark))";

    /// <summary>
    /// A pair that was linked and is found again was unlinked since. Its proposal, if one waits, stays: who confirms it sees the new data. Who
    /// was linked or erased since the traits were read is in no pair; an erasure that comes now waits, and then finds the pair.
    /// </summary>
    private const string Write = $"""
        WITH present AS MATERIALIZED (
            SELECT person_id FROM person_search WHERE person_id = ANY ($2::uuid[] || $3::uuid[]) AND traits IS NOT NULL FOR KEY SHARE SKIP LOCKED),
        input AS MATERIALIZED (
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::double precision[], $5::text[], $6::bytea[], $7::bytea[])
                AS i (id, first, second, score, parts, first_mark, second_mark)
            WHERE first IN (SELECT person_id FROM present) AND second IN (SELECT person_id FROM present)),
        before AS MATERIALIZED (SELECT p.id, p.status FROM duplicate_pair AS p JOIN input USING (first, second)),
        written AS (
            INSERT INTO duplicate_pair AS old (id, first, second, status, score, parts, first_mark, second_mark, found_at, seen_by)
            SELECT id, first, second, 1, score, parts::jsonb, first_mark, second_mark, $8, $9 FROM input ORDER BY first, second
            ON CONFLICT (first, second) DO UPDATE SET score = excluded.score, parts = excluded.parts, first_mark = excluded.first_mark,
                second_mark = excluded.second_mark, seen_by = excluded.seen_by,
                status = CASE WHEN {IsBack} THEN 1 ELSE old.status END, found_at = CASE WHEN {IsBack} THEN excluded.found_at ELSE old.found_at END
            RETURNING id, status)
        SELECT count(*) FROM written AS w LEFT JOIN before AS b USING (id) WHERE w.status = 1 AND b.status IS DISTINCT FROM 1
        """;

    /// <returns>How many came onto the list, new or again.</returns>
    public async Task<long> WriteAsync(
        NpgsqlConnection connection,
        DuplicateRun run,
        IReadOnlyList<CandidatePair> candidates,
        LikenessWeights weights,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        if (candidates.Count == 0)
            return 0;
        var shared = await SharedAsync(connection, candidates, cancellationToken);
        var scored = candidates
            .Select(pair => (Pair: pair, Score: LikenessScore.Of(pair.Likeness, shared.Of(pair, run.Persons), weights)))
            .Where(one => one.Score.Bits >= weights.List)
            .ToArray();
        if (scored.Length == 0)
            return 0;

        await using var command = new NpgsqlCommand(Write, connection) { CommandTimeout = 0 };
        var parameters = command.Parameters;
        parameters.AddWithValue(Array(NpgsqlDbType.Uuid), scored.Select(_ => Guid.CreateVersion7(at)).ToArray());
        parameters.AddWithValue(Array(NpgsqlDbType.Uuid), scored.Select(one => one.Pair.First).ToArray());
        parameters.AddWithValue(Array(NpgsqlDbType.Uuid), scored.Select(one => one.Pair.Second).ToArray());
        parameters.AddWithValue(Array(NpgsqlDbType.Double), scored.Select(one => one.Score.Bits).ToArray());
        parameters.AddWithValue(
            Array(NpgsqlDbType.Text),
            scored.Select(one => JsonSerializer.Serialize(one.Score, DomainJson.Options)).ToArray()
        );
        parameters.AddWithValue(Array(NpgsqlDbType.Bytea), scored.Select(one => Mark(one.Pair.FirstTraits)).ToArray());
        parameters.AddWithValue(Array(NpgsqlDbType.Bytea), scored.Select(one => Mark(one.Pair.SecondTraits)).ToArray());
        parameters.AddWithValue(at.ToUniversalTime());
        parameters.AddWithValue(run.Id);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private byte[] Mark(Traits traits) => StoredTraits.MarkOf(traits, secrets.RegisterKey);

    private static NpgsqlDbType Array(NpgsqlDbType type) => NpgsqlDbType.Array | type;

    private static async Task<Shared> SharedAsync(
        NpgsqlConnection connection,
        IReadOnlyList<CandidatePair> candidates,
        CancellationToken cancellationToken
    )
    {
        var shared = new Shared();
        var persons = candidates
            .Where(pair => pair.Likeness is { Name: LikenessKind.Same } or { Telephone: LikenessKind.Same })
            .SelectMany(pair => (Guid[])[pair.First, pair.Second])
            .Distinct()
            .ToArray();
        await using (var tokens = new NpgsqlCommand(Tokens, connection) { CommandTimeout = 0 })
        {
            tokens.Parameters.AddWithValue(persons);
            await using var row = await tokens.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (!row.IsDBNull(1))
                    shared.Names[row.GetGuid(0)] = row.GetInt64(1);
                if (!row.IsDBNull(2))
                    shared.Telephones[row.GetGuid(0)] = Convert.ToHexString(row.GetFieldValue<byte[]>(2));
            }
        }

        await using (var names = new NpgsqlCommand(CountNames, connection) { CommandTimeout = 0 })
        {
            names.Parameters.AddWithValue(shared.Names.Values.Distinct().ToArray());
            await using var row = await names.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                shared.NameCounts[row.GetInt64(0)] = row.GetInt64(1);
        }

        await using (var telephones = new NpgsqlCommand(CountTelephones, connection) { CommandTimeout = 0 })
        {
            telephones.Parameters.AddWithValue(shared.Telephones.Values.Distinct().Select(Convert.FromHexString).ToArray());
            await using var row = await telephones.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                shared.TelephoneCounts[Convert.ToHexString(row.GetFieldValue<byte[]>(0))] = row.GetInt64(1);
        }

        return shared;
    }

    /// <summary>How often the register has the names and telephones of some persons.</summary>
    private sealed class Shared
    {
        public Dictionary<Guid, long> Names { get; } = [];

        public Dictionary<Guid, string> Telephones { get; } = [];

        public Dictionary<long, long> NameCounts { get; } = [];

        public Dictionary<string, long> TelephoneCounts { get; } = new(StringComparer.Ordinal);

        /// <summary>王偉 and 王伟 are two tokens of one name.</summary>
        public SharedCounts Of(CandidatePair pair, long persons)
        {
            var (one, other) = (Names.GetValueOrDefault(pair.First), Names.GetValueOrDefault(pair.Second));
            var names = NameCounts.GetValueOrDefault(one) + (one == other ? 0 : NameCounts.GetValueOrDefault(other));
            var telephones = Telephones.TryGetValue(pair.First, out var hash) ? TelephoneCounts.GetValueOrDefault(hash) : 0;
            return new SharedCounts(
                persons,
                pair.Likeness.Name == LikenessKind.Same && names > 0 ? names : null,
                pair.Likeness.Telephone == LikenessKind.Same && telephones > 0 ? telephones : null
            );
        }
    }
}
