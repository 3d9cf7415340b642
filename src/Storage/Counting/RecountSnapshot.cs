using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Counting.Recounting;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Numbers;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Counting;

/// <summary>The data of a recount, all in the caller's snapshot: the journal, the counts, and the entries that wait.</summary>
internal sealed class RecountSnapshot(NpgsqlConnection connection, KeyRing ring, IReadOnlyList<string> leaves)
{
    private const string FiguresSql = "SELECT region, office, period, flows FROM count_figures WHERE region = ANY($1)";

    private const string AdjustmentsSql = """
        SELECT region, office, block, period, natural_period, sign, cause, instead, number, on_date, person_id, sequence, ordinal, part
        FROM count_adjustment WHERE region = ANY($1)
        """;

    private const string WaitingSql =
        $"SELECT {WaitingEntry.Columns}, c.region FROM count_entry AS c WHERE c.region = ANY($1) ORDER BY c.region, c.id";

    private const string ClosedSql = "SELECT region, closed_through FROM region_count WHERE region = ANY($1)";

    /// <summary>Whether some leaf outside those given is counted: only then does it pay to leave other persons out.</summary>
    private const string OthersSql = "SELECT EXISTS (SELECT FROM region_count WHERE region <> ALL($1))";

    /// <summary>
    /// A person's lines stay in the order in which they were written: a silo whose clock ran ahead for a while may have dated one later
    /// than the next.
    /// </summary>
    private const string InOrder = "ORDER BY max(at) OVER (PARTITION BY person_id ORDER BY sequence), person_id, sequence";

    private const string AllLinesSql = $"""
        SELECT person_id, sequence, event, event_on, at, facts, standing FROM journal
        WHERE standing IS NOT NULL OR event = 'enteredInError'
        {InOrder}
        """;

    /// <summary>
    /// $1 leaves. All lines of every person who was ever registered in one of them, so that moves from and to other leaves are complete.
    /// </summary>
    private const string LinesSql = $"""
        WITH there AS (
            SELECT person_id FROM journal WHERE standing -> 'now' ->> 'region' = ANY($1)
            UNION
            SELECT person_id FROM journal
            WHERE standing IS NOT NULL AND event = 'pastRegistrationImported' AND facts -> 'case' ->> 'region' = ANY($1)
        )
        SELECT person_id, sequence, event, event_on, at, facts, standing FROM journal JOIN there USING (person_id)
        WHERE standing IS NOT NULL OR event = 'enteredInError'
        {InOrder}
        """;

    private readonly List<RegionOfficeFigures> counted = [];
    private readonly List<Adjustment> adjustments = [];

    /// <summary>Folded and waiting, by region, office and period.</summary>
    public IReadOnlyList<RegionOfficeFigures> Counted => counted;

    /// <summary>Those made, and those that folding what waits would make.</summary>
    public IReadOnlyList<Adjustment> Adjustments => adjustments;

    /// <summary>How many entries waited.</summary>
    public long Waiting { get; private set; }

    public async Task ReadCountedAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(FiguresSql, cancellationToken))
        {
            counted.Add(
                new RegionOfficeFigures(
                    row.GetString(0),
                    row.GetString(1),
                    FiguresText.Period(row.GetString(2)),
                    FiguresText.Read(row.GetString(3))
                )
            );
        }

        await foreach (var row in RowsAsync(AdjustmentsSql, cancellationToken))
            adjustments.Add(AdjustmentOf(row));

        var closed = new Dictionary<string, CountingPeriod?>(StringComparer.Ordinal);
        await foreach (var row in RowsAsync(ClosedSql, cancellationToken))
            closed.Add(row.GetString(0), RegionRow.PeriodOrNull(row, 1));
        var waiting = new Dictionary<string, List<WaitingEntry>>(StringComparer.Ordinal);
        await foreach (var row in RowsAsync(WaitingSql, cancellationToken))
        {
            if (!waiting.TryGetValue(row.GetString(7), out var page))
                waiting.Add(row.GetString(7), page = []);
            page.Add(WaitingEntry.Of(row, ring));
        }

        foreach (var (region, page) in waiting)
            await FoldAsync(region, closed.GetValueOrDefault(region), page, cancellationToken);
    }

    /// <summary>The journal's lines in order of time.</summary>
    public async IAsyncEnumerable<RecountLine> LinesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var others = new NpgsqlCommand(OthersSql, connection);
        others.Parameters.AddWithValue(leaves.ToArray());
        var some = await others.ExecuteScalarAsync(cancellationToken) is true;
        await foreach (var row in RowsAsync(some ? LinesSql : AllLinesSql, cancellationToken))
        {
            yield return new RecountLine(
                PersonId.FromGuid(row.GetGuid(0)),
                row.GetInt64(1),
                row.GetString(2),
                row.GetFieldValue<DateOnly>(3),
                ChinaTime.DateOf(row.GetFieldValue<DateTimeOffset>(4)),
                JsonElement.Parse(row.GetFieldValue<byte[]>(5)),
                row.IsDBNull(6)
                    ? null
                    : JsonSerializer.Deserialize<StatisticalStatusChange>(row.GetFieldValue<byte[]>(6), DomainJson.Options)
            );
        }
    }

    /// <summary>As folding would, but nothing is written.</summary>
    private async Task FoldAsync(string region, CountingPeriod? closedThrough, List<WaitingEntry> page, CancellationToken cancellationToken)
    {
        var entries = WaitingEntry.InOrder(page);
        var known = new List<Segment>();
        await using (var command = new NpgsqlCommand(SegmentReader.ByNumbers, connection) { CommandTimeout = 0 })
        {
            command.Parameters.AddWithValue(region);
            command.Parameters.AddWithValue(
                entries.Select(entry => entry.Entry.Case.Number.Value).Distinct(StringComparer.Ordinal).ToArray()
            );
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                known.Add(SegmentReader.Of(row, ring));
        }

        var outcome = RegionFold.Fold(region, closedThrough, entries, known);
        counted.AddRange(outcome.Deltas.Select(delta => new RegionOfficeFigures(region, delta.Office, delta.Period, delta.Figures)));
        adjustments.AddRange(outcome.Adjustments);
        Waiting += entries.Count;
    }

    private async IAsyncEnumerable<NpgsqlDataReader> RowsAsync(
        string sql,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 }; // A large register is read whole.
        if (sql.Contains("$1", StringComparison.Ordinal))
            command.Parameters.AddWithValue(leaves.ToArray());
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            yield return row;
    }

    private static Adjustment AdjustmentOf(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            (CountBlock)row.GetInt16(2),
            FiguresText.Period(row.GetString(3)),
            FiguresText.Period(row.GetString(4)),
            row.GetInt16(5),
            JsonSerializer.Deserialize<AdjustmentCause>($"\"{row.GetString(6)}\""),
            JsonSerializer.Deserialize<Measure>($"\"{row.GetString(7)}\""),
            RegistrationNumber.Parse(row.GetString(8)),
            row.GetFieldValue<DateOnly>(9),
            PersonId.FromGuid(row.GetGuid(10)),
            row.GetInt64(11),
            row.GetInt16(12),
            row.GetInt16(13)
        );
}
