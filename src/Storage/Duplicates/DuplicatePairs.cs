using System.Globalization;
using System.Text.Json;
using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Duplicates;

/// <summary>Pairs in <c>duplicate_pair</c>. Who is not to be found any more, for example because its number was linked, is in no list.</summary>
public sealed class DuplicatePairs(NpgsqlDataSource source, KeyRing ring) : IDuplicatePairs
{
    private const int LargestPage = 200;
    private const string TextColumn = "duplicate_decision.text";

    private const string Select = """
        SELECT p.id, p.first, p.second, p.status, p.score, p.parts::text, p.found_at, p.proposal, p.verdict, p.main, p.why, p.proposed_by, p.proposed_at,
            a.office, b.office, p.linking IS NOT NULL
        FROM duplicate_pair AS p LEFT JOIN person_search AS a ON a.person_id = p.first LEFT JOIN person_search AS b ON b.person_id = p.second
        """;

    private const string Decide = """
        WITH decided AS (
            UPDATE duplicate_pair AS p SET status = CASE WHEN $3 = 3 THEN 1 WHEN p.verdict = 1 THEN 4 ELSE 3 END, proposal = NULL, verdict = NULL, main = NULL,
                why = NULL, proposed_by = NULL, proposed_at = NULL, linking = NULL
            FROM (SELECT id, verdict FROM duplicate_pair WHERE id = $1 AND proposal = $2 AND ($3 <> 3 OR linking IS NULL) FOR UPDATE) AS was
            WHERE p.id = was.id AND p.proposal = $2 RETURNING p.id, was.verdict)
        INSERT INTO duplicate_decision (pair, proposal, kind, verdict, decided_by, at, text) SELECT id, $2, $3, verdict, $4, $5, $6 FROM decided
        """;

    private const string Propose = """
        WITH proposed AS (
            UPDATE duplicate_pair SET status = 2, proposal = $2, verdict = $3, main = $4, why = $5, proposed_by = $6, proposed_at = $7
            WHERE id = $1 AND status = 1 RETURNING id)
        INSERT INTO duplicate_decision (pair, proposal, kind, verdict, decided_by, at, text) SELECT id, $2, 1, $3, $6, $7, $5 FROM proposed
        """;

    private const string BeginLink = "UPDATE duplicate_pair SET linking = $3 WHERE id = $1 AND proposal = $2 AND verdict = 1";

    private const string LinkRefused = "UPDATE duplicate_pair SET linking = NULL WHERE id = $1 AND linking = $2";

    public Task<Page<ListedPair>> ListAsync(SearchScope scope, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var command = source.CreateCommand();
            var conditions = $"p.status IN (1, 2) AND a.office IS NOT NULL AND b.office IS NOT NULL AND {Within(scope, command)}";
            if (Cursor.Read(page.After, 2) is [var score, var id])
            {
                var (last, pair) = (ScoreOf(score), PairOf(id));
                conditions +=
                    $" AND (p.score < {QueryValues.Add(command, last, NpgsqlDbType.Double)} OR p.score = {QueryValues.Add(command, last, NpgsqlDbType.Double)} AND p.id > {QueryValues.Add(command, pair, NpgsqlDbType.Uuid)})";
            }

#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"{Select} WHERE {conditions} ORDER BY p.score DESC, p.id LIMIT {size + 1}";
#pragma warning restore CA2100
            var items = new List<ListedPair>(size);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (items.Count == size)
                    return new Page<ListedPair>(items, CursorOf(items[^1]));
                items.Add(Of(row));
            }

            return new Page<ListedPair>(items, null);
        });
    }

    public Task<ListedPair?> FindAsync(Guid id, SearchScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand();
            var one = QueryValues.Add(command, id, NpgsqlDbType.Uuid);
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"{Select} WHERE p.id = {one} AND {Within(scope, command)}";
#pragma warning restore CA2100
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? Of(row) : null;
        });
    }

    public Task<IReadOnlyList<PairDecision>> DecisionsAsync(Guid id, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "SELECT kind, verdict, decided_by, at, text FROM duplicate_decision WHERE pair = $1 ORDER BY id"
            );
            command.Parameters.AddWithValue(id);
            var decisions = new List<PairDecision>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                decisions.Add(
                    new PairDecision(
                        (PairDecisionKind)row.GetInt16(0),
                        (PairVerdict)row.GetInt16(1),
                        row.GetString(2),
                        row.GetFieldValue<DateTimeOffset>(3),
                        TextSeal.Open(row.IsDBNull(4) ? null : row.GetString(4), ring, TextColumn)
                    )
                );
            }

            return (IReadOnlyList<PairDecision>)decisions;
        });

    public Task<bool> ProposeAsync(Guid id, PairProposal proposal, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(Propose, connection);
                command.Parameters.AddWithValue(id);
                command.Parameters.AddWithValue(proposal.Id);
                command.Parameters.AddWithValue((short)proposal.Verdict);
                command.Parameters.Add(
                    new NpgsqlParameter { Value = (object?)proposal.Main?.ToGuid() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }
                );
                command.Parameters.AddWithValue(TextSeal.Seal(proposal.Why, ring, TextColumn)!);
                command.Parameters.AddWithValue(proposal.By);
                command.Parameters.AddWithValue(proposal.At.ToUniversalTime());
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );
    }

    public Task<bool> BeginLinkAsync(Guid id, string proposal, Guid link, CancellationToken cancellationToken) =>
        ExecuteAsync(BeginLink, cancellationToken, id, proposal, link);

    public Task LinkRefusedAsync(Guid id, Guid link, CancellationToken cancellationToken) =>
        ExecuteAsync(LinkRefused, cancellationToken, id, link);

    public Task<bool> ConfirmAsync(
        Guid id,
        string proposal,
        string by,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) => DecideAsync(id, proposal, PairDecisionKind.Confirmed, null, by, at, receipt, cancellationToken);

    public Task<bool> RejectAsync(
        Guid id,
        string proposal,
        string note,
        string by,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) => DecideAsync(id, proposal, PairDecisionKind.Rejected, note, by, at, receipt, cancellationToken);

    private Task<bool> ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt: null,
            async connection =>
            {
#pragma warning disable CA2100 // Constants of this class.
                await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
                foreach (var value in values)
                    command.Parameters.AddWithValue(value);
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );

    private Task<bool> DecideAsync(
        Guid id,
        string proposal,
        PairDecisionKind kind,
        string? text,
        string by,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(Decide, connection);
                command.Parameters.AddWithValue(id);
                command.Parameters.AddWithValue(proposal);
                command.Parameters.AddWithValue((short)kind);
                command.Parameters.AddWithValue(by);
                command.Parameters.AddWithValue(at.ToUniversalTime());
                command.Parameters.Add(
                    new NpgsqlParameter
                    {
                        Value = (object?)TextSeal.Seal(text, ring, TextColumn) ?? DBNull.Value,
                        NpgsqlDbType = NpgsqlDbType.Text,
                    }
                );
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );

    private static string Within(SearchScope scope, NpgsqlCommand command) =>
        $"coalesce(a.office, b.office) IS NOT NULL AND (a.office IS NULL OR {OfficeScope.Of(scope, command, "a.office")}) AND (b.office IS NULL OR {OfficeScope.Of(scope, command, "b.office")})";

    private ListedPair Of(NpgsqlDataReader row)
    {
        var proposal = row.IsDBNull(7)
            ? null
            : new PairProposal(
                row.GetString(7),
                (PairVerdict)row.GetInt16(8),
                row.IsDBNull(9) ? null : PersonId.FromGuid(row.GetGuid(9)),
                TextSeal.Open(row.GetString(10), ring, TextColumn)!,
                row.GetString(11),
                row.GetFieldValue<DateTimeOffset>(12)
            )
            {
                IsLinking = row.GetBoolean(15),
            };
        var pair = new DuplicatePair(
            row.GetGuid(0),
            PersonId.FromGuid(row.GetGuid(1)),
            PersonId.FromGuid(row.GetGuid(2)),
            (PairStatus)row.GetInt16(3),
            proposal
        );
        var score = JsonSerializer.Deserialize<LikenessScore>(row.GetString(5), DomainJson.Options)!;
        return new ListedPair(
            pair,
            score,
            row.IsDBNull(13) ? null : row.GetString(13),
            row.IsDBNull(14) ? null : row.GetString(14),
            row.GetFieldValue<DateTimeOffset>(6)
        );
    }

    private static string CursorOf(ListedPair last) =>
        Cursor.Of(last.Score.Bits.ToString("R", CultureInfo.InvariantCulture), last.Pair.Id.ToString("N"));

    private static double ScoreOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) ? score : throw new InvalidCursorException();

    private static Guid PairOf(string text) => Guid.TryParseExact(text, "N", out var id) ? id : throw new InvalidCursorException();
}
