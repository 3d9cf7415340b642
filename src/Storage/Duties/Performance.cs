using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Duties;

/// <summary>
/// Offices' figures from what commits left: duties that ended, contacts, refused applications. All queries in one snapshot.
/// </summary>
public sealed class Performance(NpgsqlDataSource source, KeyRing ring) : IPerformance
{
    /// <summary>Refusals of persons who were erased since are counted under this name: their reason was erased too.</summary>
    public const string Erased = "erased";

    public Task<IReadOnlyList<OfficePerformance>> OfAsync(
        SearchScope scope,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            var figures = new SortedDictionary<string, Figures>(StringComparer.Ordinal);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);

            Task EachAsync(Func<string, string> sql, Action<NpgsqlDataReader, Figures> row) =>
                ReadAsync(
                    connection,
                    scope,
                    from,
                    to,
                    sql,
                    reader => row(reader, OfOffice(figures, reader.GetString(0))),
                    cancellationToken
                );

            await EachAsync(
                within =>
                    $"""
                        SELECT office, kind, how, closed_on - opened_on, count(*) FROM duty_done
                        WHERE {within} AND closed_on BETWEEN $1 AND $2 AND how <> {(short)DutyClosing.Obsolete} GROUP BY 1, 2, 3, 4
                        """,
                (row, office) => office.AddClosed((DutyKind)row.GetInt16(1), (DutyClosing)row.GetInt16(2), row.GetInt32(3), row.GetInt64(4))
            );
            await EachAsync(
                within =>
                    $"""
                        SELECT office, count(*), count(*) FILTER (WHERE reached)
                        FROM service_record WHERE {within} AND on_date BETWEEN $1 AND $2 AND kind = {(short)
                            ServiceRowKind.Contact} GROUP BY office
                        """,
                (row, office) => (office.Contacts, office.Reached) = (row.GetInt64(1), row.GetInt64(2))
            );
            await EachAsync(
                within =>
                    $"""
                        SELECT a.office, a.number, a.person_id, a.non_approval, p.data_key FROM application AS a LEFT JOIN person AS p ON p.person_id = a.person_id
                        WHERE {within} AND a.decided_on BETWEEN $1 AND $2 AND a.non_approval IS NOT NULL AND NOT a.entered_in_error
                        """,
                (row, office) => office.AddRefusal(ReasonOf(row))
            );
            await snapshot.CommitAsync(cancellationToken);
            return (IReadOnlyList<OfficePerformance>)[.. figures.Select(office => office.Value.Of(office.Key))];
        });
    }

    private static async Task ReadAsync(
        NpgsqlConnection connection,
        SearchScope scope,
        DateOnly from,
        DateOnly to,
        Func<string, string> sql,
        Action<NpgsqlDataReader> each,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        QueryValues.Add(command, from, NpgsqlDbType.Date);
        QueryValues.Add(command, to, NpgsqlDbType.Date);
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
        command.CommandText = sql(OfficeScope.Of(scope, command));
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            each(row);
    }

    private static Figures OfOffice(SortedDictionary<string, Figures> all, string office) =>
        all.TryGetValue(office, out var figures) ? figures : all[office] = new Figures();

    private string ReasonOf(NpgsqlDataReader row)
    {
        if (row.IsDBNull(4) || row.GetFieldValue<byte[]>(3).Length == 0)
            return Erased;
        var person = PersonId.FromGuid(row.GetGuid(2)).ToString();
        var key = DataKey.Unwrap(ring, row.GetFieldValue<byte[]>(4), person);
        return PersonSeal.Open(row.GetFieldValue<byte[]>(3), key, person, PersonSeal.NonApproval(row.GetString(1)));
    }

    private sealed class Figures
    {
        private readonly SortedDictionary<string, long> refusals = new(StringComparer.Ordinal);

        private readonly SortedDictionary<(DutyKind Kind, DutyClosing How), long> closed = [];
        private readonly SortedDictionary<DutyKind, SortedDictionary<int, long>> days = [];

        public long Contacts { get; set; }

        public long Reached { get; set; }

        public void AddRefusal(string reason) => refusals[reason] = refusals.GetValueOrDefault(reason) + 1;

        public void AddClosed(DutyKind kind, DutyClosing how, int days, long count)
        {
            this.closed[(kind, how)] = this.closed.GetValueOrDefault((kind, how)) + count;
            if (!this.days.TryGetValue(kind, out var byDays))
                this.days.Add(kind, byDays = []);
            byDays[days] = byDays.GetValueOrDefault(days) + count;
        }

        public OfficePerformance Of(string office) =>
            new(
                office,
                [.. this.closed.Select(closed => new ClosedCount(closed.Key.Kind, closed.Key.How, closed.Value))],
                this.days.ToDictionary(kind => kind.Key, kind => Median(kind.Value)),
                Contacts,
                Reached,
                refusals
            );

        /// <summary>Of an even number the middle between the two in the middle.</summary>
        private static double Median(SortedDictionary<int, long> counts)
        {
            var all = counts.Values.Sum();
            return (At(counts, (all - 1) / 2) + At(counts, all / 2)) / 2.0;
        }

        private static int At(SortedDictionary<int, long> counts, long place)
        {
            foreach (var (days, count) in counts)
            {
                if (place < count)
                    return days;
                place -= count;
            }

            throw new ArgumentOutOfRangeException(nameof(place), place, "Beyond the last.");
        }
    }
}
