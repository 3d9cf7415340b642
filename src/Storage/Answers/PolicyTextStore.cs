using Grid.Domain.Answers;
using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Answers;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Answers;

/// <summary>Texts in <c>policy_text</c>, readings in <c>policy_text_reading</c>, readers in <c>staff_seen</c>.</summary>
public sealed class PolicyTextStore(NpgsqlDataSource source) : IPolicyTexts
{
    private const string Columns =
        "code, version, kind, audiences, title_zh, title_en, text_zh, text_en, basis, effective_from, effective_to, proposed_by, proposed_at, state, decided_by, decided_on";

    /// <summary>$1 to $13 as in <see cref="Columns"/>. Another proposal of the text, or of its number, came first: nothing.</summary>
    private const string Propose = """
        INSERT INTO policy_text (code, version, kind, audiences, title_zh, title_en, text_zh, text_en, basis, effective_from, effective_to, proposed_by, proposed_at, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1) ON CONFLICT DO NOTHING
        """;

    /// <summary>The same, approved: $14 by whom, $15 when, $16 that day.</summary>
    private const string AddApproved = """
        INSERT INTO policy_text (code, version, kind, audiences, title_zh, title_en, text_zh, text_en, basis, effective_from, effective_to, proposed_by, proposed_at, state, decided_by, decided_at, decided_on)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 2, $14, $15, $16) ON CONFLICT DO NOTHING
        """;

    /// <summary>$1 code, $2 version, $3 state, $4 by whom, $5 when, $6 that day.</summary>
    private const string Decide = """
        UPDATE policy_text SET state = $3, decided_by = $4, decided_at = $5, decided_on = $6
        WHERE code = $1 AND version = $2 AND state = 1 AND proposed_by <> $4
        """;

    /// <summary>$1 code, $2 version, $3 subject, $4 office, $5 when, $6 that day.</summary>
    private const string Acknowledge = """
        INSERT INTO policy_text_reading (code, version, subject, office, read_at, read_on) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>$1 subject, $2 role, $3 office, $4 day. In another role or office the reader begins again.</summary>
    private const string Seen = """
        INSERT INTO staff_seen AS s (subject, role, office, first_seen, last_seen) VALUES ($1, $2, $3, $4, $4)
        ON CONFLICT (subject) DO UPDATE SET role = excluded.role, office = excluded.office, last_seen = greatest(s.last_seen, excluded.last_seen),
            first_seen = CASE WHEN s.role = excluded.role AND s.office IS NOT DISTINCT FROM excluded.office THEN s.first_seen ELSE excluded.last_seen END
        WHERE s.role <> excluded.role OR s.office IS DISTINCT FROM excluded.office OR s.last_seen < excluded.last_seen
        """;

    public Task<IReadOnlyList<PolicyText>> ApprovedAsync(CancellationToken cancellationToken) =>
        ReadAsync("WHERE state = 2 ORDER BY code, version", null, cancellationToken);

    public Task<IReadOnlyList<PolicyText>> VersionsAsync(string code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        return ReadAsync("WHERE code = $1 ORDER BY version", code, cancellationToken);
    }

    public Task<IReadOnlyList<PolicyText>> ProposedAsync(CancellationToken cancellationToken) =>
        ReadAsync("WHERE state = 1 ORDER BY code, version", null, cancellationToken);

    public Task<bool> ProposeAsync(PolicyText text, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(Propose, connection);
                Fill(command, text);
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );
    }

    public Task<bool> DecideAsync(
        string code,
        int version,
        bool approve,
        string by,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(by);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(Decide, connection);
                command.Parameters.AddWithValue(code);
                command.Parameters.AddWithValue(version);
                command.Parameters.AddWithValue((short)(approve ? TextState.Approved : TextState.Rejected));
                command.Parameters.AddWithValue(by);
                command.Parameters.AddWithValue(at.ToUniversalTime());
                command.Parameters.AddWithValue(ChinaTime.DateOf(at));
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );
    }

    public async Task<int> AddAsync(IReadOnlyList<PolicyText> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var added = 0;
        await ReceiptedWrite.RunAsync(
            source,
            null,
            async connection =>
            {
                added = 0;
                foreach (var text in texts)
                {
                    await using var command = new NpgsqlCommand(AddApproved, connection);
                    Fill(command, text);
                    command.Parameters.AddWithValue(text.DecidedBy!);
                    command.Parameters.AddWithValue(text.ProposedAt.ToUniversalTime());
                    command.Parameters.AddWithValue(text.DecidedOn!.Value);
                    added += await command.ExecuteNonQueryAsync(cancellationToken);
                }

                return added > 0;
            },
            cancellationToken
        );
        return added;
    }

    public Task AcknowledgeAsync(
        string code,
        int version,
        string subject,
        string? office,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(subject);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(Acknowledge, connection);
                command.Parameters.AddWithValue(code);
                command.Parameters.AddWithValue(version);
                command.Parameters.AddWithValue(subject);
                command.Parameters.AddWithValue(NpgsqlDbType.Text, (object?)office ?? DBNull.Value);
                command.Parameters.AddWithValue(at.ToUniversalTime());
                command.Parameters.AddWithValue(ChinaTime.DateOf(at));
                await command.ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken
        );
    }

    public Task<IReadOnlyDictionary<(string Code, int Version), DateOnly>> ReadByAsync(string subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT code, version, read_on FROM policy_text_reading WHERE subject = $1");
            command.Parameters.AddWithValue(subject);
            var read = new Dictionary<(string, int), DateOnly>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                read.Add((row.GetString(0), row.GetInt32(1)), row.GetFieldValue<DateOnly>(2));
            return (IReadOnlyDictionary<(string Code, int Version), DateOnly>)read;
        });
    }

    public Task SeenAsync(string subject, TextAudience role, string? office, DateOnly on, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return ReceiptedWrite.RunAsync(
            source,
            null,
            async connection =>
            {
                await using var command = new NpgsqlCommand(Seen, connection);
                command.Parameters.AddWithValue(subject);
                command.Parameters.AddWithValue((short)role);
                command.Parameters.AddWithValue(NpgsqlDbType.Text, (object?)office ?? DBNull.Value);
                command.Parameters.AddWithValue(on);
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );
    }

    public Task<DateOnly?> FirstSeenAsync(string subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT first_seen FROM staff_seen WHERE subject = $1");
            command.Parameters.AddWithValue(subject);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? row.GetFieldValue<DateOnly>(0) : (DateOnly?)null;
        });
    }

    public Task<IReadOnlyList<ReadingCount>> CountAsync(
        IReadOnlyList<TextToRead> texts,
        SearchScope scope,
        DateOnly seenSince,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand();
            (string Code, int Version, short Audience, DateOnly From)[] rows =
            [
                .. texts.SelectMany(text => text.Audiences.Select(role => (text.Code, text.Version, (short)role, text.From))),
            ];
            var unnest =
                $"unnest({QueryValues.Add(command, rows.Select(r => r.Code).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)}, "
                + $"{QueryValues.Add(command, rows.Select(r => r.Version).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer)}, "
                + $"{QueryValues.Add(command, rows.Select(r => r.Audience).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Smallint)}, "
                + $"{QueryValues.Add(command, rows.Select(r => r.From).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Date)})";
            var since = QueryValues.Add(command, seenSince, NpgsqlDbType.Date);
            var within = OfficeScope.Of(scope, command, "s.office");
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"""
                SELECT s.office, t.code, t.version, greatest(t.from_day, s.first_seen), r.read_on, count(*)
                FROM {unnest} AS t (code, version, role, from_day) JOIN staff_seen AS s ON s.role = t.role AND s.last_seen >= {since}
                    LEFT JOIN policy_text_reading AS r ON r.code = t.code AND r.version = t.version AND r.subject = s.subject
                WHERE {within} GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
                """;
#pragma warning restore CA2100
            var counts = new List<ReadingCount>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                counts.Add(
                    new ReadingCount(
                        row.IsDBNull(0) ? null : row.GetString(0),
                        row.GetString(1),
                        row.GetInt32(2),
                        row.GetFieldValue<DateOnly>(3),
                        row.IsDBNull(4) ? null : row.GetFieldValue<DateOnly>(4),
                        row.GetInt64(5)
                    )
                );
            }

            return (IReadOnlyList<ReadingCount>)counts;
        });
    }

    private Task<IReadOnlyList<PolicyText>> ReadAsync(string which, string? code, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            await using var command = source.CreateCommand($"SELECT {Columns} FROM policy_text {which}");
#pragma warning restore CA2100
            if (code is not null)
                command.Parameters.AddWithValue(code);
            var texts = new List<PolicyText>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                texts.Add(
                    new PolicyText
                    {
                        Code = row.GetString(0),
                        Version = row.GetInt32(1),
                        Kind = (TextKind)row.GetInt16(2),
                        Audiences = [.. row.GetFieldValue<short[]>(3).Select(role => (TextAudience)role)],
                        TitleZh = row.GetString(4),
                        TitleEn = row.GetString(5),
                        TextZh = row.GetString(6),
                        TextEn = row.GetString(7),
                        Basis = row.IsDBNull(8) ? null : row.GetString(8),
                        EffectiveFrom = row.GetFieldValue<DateOnly>(9),
                        EffectiveTo = row.IsDBNull(10) ? null : row.GetFieldValue<DateOnly>(10),
                        ProposedBy = row.GetString(11),
                        ProposedAt = row.GetFieldValue<DateTimeOffset>(12),
                        State = (TextState)row.GetInt16(13),
                        DecidedBy = row.IsDBNull(14) ? null : row.GetString(14),
                        DecidedOn = row.IsDBNull(15) ? null : row.GetFieldValue<DateOnly>(15),
                    }
                );
            }

            return (IReadOnlyList<PolicyText>)texts;
        });

    private static void Fill(NpgsqlCommand command, PolicyText text)
    {
        command.Parameters.AddWithValue(text.Code);
        command.Parameters.AddWithValue(text.Version);
        command.Parameters.AddWithValue((short)text.Kind);
        command.Parameters.AddWithValue(text.Audiences.Select(role => (short)role).Order().ToArray());
        command.Parameters.AddWithValue(text.TitleZh);
        command.Parameters.AddWithValue(text.TitleEn);
        command.Parameters.AddWithValue(text.TextZh);
        command.Parameters.AddWithValue(text.TextEn);
        command.Parameters.AddWithValue(NpgsqlDbType.Text, (object?)text.Basis ?? DBNull.Value);
        command.Parameters.AddWithValue(text.EffectiveFrom);
        command.Parameters.AddWithValue(NpgsqlDbType.Date, (object?)text.EffectiveTo ?? DBNull.Value);
        command.Parameters.AddWithValue(text.ProposedBy);
        command.Parameters.AddWithValue(text.ProposedAt.ToUniversalTime());
    }
}
