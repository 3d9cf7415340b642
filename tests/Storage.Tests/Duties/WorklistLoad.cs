using Grid.Storage.Sealing;
using Grid.Storage.Tests.Searching;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Duties;

/// <summary>A province's open duties, two and a half a person, and the names of the persons; offices of very different sizes.</summary>
public sealed class WorklistLoad : IAsyncLifetime
{
    public static readonly DateOnly Today = new(2026, 11, 20);

    private const string Load = """
        CREATE TEMP TABLE offices AS
        SELECT row_number() OVER () AS n, code FROM (
            SELECT '36' || lpad(city::text, 2, '0') || lpad(county::text, 2, '0') || CASE WHEN street = 0 THEN '01' ELSE lpad(street::text, 3, '0') || '01' END AS code
            FROM generate_series(1, 11) AS city, generate_series(1, 10) AS county, generate_series(0, 12) AS street ORDER BY md5(city || '-' || county || '-' || street)) AS c;
        CREATE TEMP TABLE persons AS
        SELECT md5('person ' || i)::uuid AS person_id, i, (1 + floor((SELECT max(n) FROM offices) * power((hashint4(i) & 65535) / 65536.0, 1.5)))::bigint AS n
        FROM generate_series(1, $1::int) AS i;
        INSERT INTO person_search (person_id, name, name_key, office, region, active)
        SELECT person_id, name, name, code, left(code, 6), true FROM persons JOIN offices USING (n) CROSS JOIN LATERAL (SELECT '样例' || translate(i::text, '0123456789', '甲乙丙丁戊己庚辛壬癸') AS name) AS s;
        INSERT INTO duty (person_id, key, kind, office, region, opened_on, due, provisional, late_from, overdue_since, escalated_to, claimed_by, claimed_until, snoozed_until)
        SELECT person_id, d.key, d.kind, code, left(code, 6), d.due - 20, d.due, false, (d.due + 1)::timestamp AT TIME ZONE 'Asia/Shanghai',
            CASE WHEN d.due < '2026-11-20' THEN (d.due + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' END,
            CASE WHEN d.due < '2026-11-20' THEN left(code, 6) || '01' END,
            CASE WHEN h % 200 = 0 THEN 'clerk-' || n END, CASE WHEN h % 200 = 0 THEN timestamptz '2026-11-20 10:00+08' END,
            CASE WHEN h % 50 = 1 AND d.due > '2026-11-21' THEN date '2026-11-22' END
        FROM persons JOIN offices USING (n) CROSS JOIN LATERAL (SELECT (hashint4(i + 7) & 1023) AS h) AS r CROSS JOIN LATERAL (VALUES
            (true, 'followUp:2026-11', 4, date '2026-11-30'),
            (h % 10 < 3, 'followUp:2026-10', 4, date '2026-10-31'),
            (h % 10 IN (3, 4), 'firstContact', 3, date '2026-11-17' + h % 11),
            (h % 10 = 5, 'review', 1, date '2026-11-18' + h % 6),
            (h % 5 < 2, 'pensionCheck', 7, date '2026-11-10' + h % 30),
            (h % 5 > 2, 'hardshipCheck', 8, date '2026-11-12' + h % 25),
            (h % 12 = 0, 'visit:2026-11', 5, date '2026-11-30'),
            (h % 64 = 0, 'exitCheck', 6, date '2026-11-19' + h % 3),
            (h = 500, 'objection:1', 9, date '2026-11-19' + i % 6)) AS d(there, key, kind, due)
        WHERE d.there ORDER BY md5(i::text);
        """;

    /// <summary>1,000,000 in full size.</summary>
    public static int Persons { get; } = TestSize.Pick(small: 20_000, full: 1_000_000);

    public TestDatabase Database { get; private set; } = null!;

    public RegisterSecrets Secrets { get; } = new(KeyRing.Create(SealAlgorithm.Aes256Gcm), RegisterKey.Create(KeyedHash.HmacSha256));

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(Database.OwnerConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (
            var sql in Load.Replace("$1", Persons.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Split(";\n")
                .Append("SELECT grid_fold_duty_counts(2147483647)")
                .Append("VACUUM ANALYZE duty")
                .Append("VACUUM ANALYZE duty_count")
                .Append("VACUUM ANALYZE duty_count_change")
        )
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            if (!string.IsNullOrWhiteSpace(sql))
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await PersonKeys.SealNamesAsync(Database.OwnerConnectionString, Secrets);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
