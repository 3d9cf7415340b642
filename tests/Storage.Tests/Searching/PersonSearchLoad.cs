using System.Globalization;
using Grid.Domain.Identity;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Tests.Searching;

/// <summary>
/// A province's names: few surnames for many, given names of one or two signs, some far more common than others; and in the last city three
/// of ten names begin with 阿布, which elsewhere hardly anybody's does. They are sealed as commits seal them; who is who says <c>made_name</c>,
/// which only the owner reads. The rows of <c>person</c> have their keys and almost no state.
/// </summary>
public sealed class PersonSearchLoad : IAsyncLifetime
{
    private const string Load = """
        CREATE TEMP TABLE offices AS
        SELECT row_number() OVER () AS n, code FROM (
            SELECT '36' || lpad(city::text, 2, '0') || lpad(county::text, 2, '0') || CASE WHEN street = 0 THEN '01' ELSE lpad(street::text, 3, '0') || '01' END AS code
            FROM generate_series(1, 11) AS city, generate_series(1, 10) AS county, generate_series(0, 12) AS street ORDER BY md5(city || '-' || county || '-' || street)) AS c;
        CREATE UNLOGGED TABLE made_name AS
        SELECT md5('person ' || i)::uuid AS person_id, code, CASE
            WHEN left(code, 4) = '3611' AND h[5] % 10 < 3 OR h[5] % 20000 = 0 THEN '阿布' || substr(second, 1 + (h[3] % 50), 1) || substr(second, 1 + (h[4] % 50), 1)
            ELSE substr('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹', 1 + (30 * power(h[1] / 65536.0, 1.5))::int % 30, 1)
                || substr(first, 1 + (50 * power(h[2] / 65536.0, 1.5))::int % 50, 1) || CASE WHEN h[4] % 4 > 0 THEN substr(second, 1 + (h[3] % 50), 1) ELSE '' END END AS name
        FROM generate_series(1, $1) AS i
            CROSS JOIN LATERAL (SELECT ARRAY(SELECT (hashint8(i::bigint * 31 + salt) & 65535) FROM generate_series(1, 6) AS salt) AS h) AS r
            JOIN offices ON n = (1 + floor((SELECT max(n) FROM offices) * power(h[6] / 65536.0, 1.5)))::bigint
            CROSS JOIN (SELECT '伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建华红玉云海国庆春梅志英小晓佳雪宇浩欣嘉子梓俊思' AS first,
                '英华玉秀珍芳兰红玲霞平刚明辉强军伟勇杰涛斌波鹏飞宇轩涵怡然悦琪琳萱妍佳雯婷洁颖倩薇蕾丹萍燕娟丽敏静' AS second) AS signs;
        CREATE TEMP TABLE sealed (person_id uuid, name_sealed bytea, name_tokens bigint[]);
        """;

    private const string Rows = """
        INSERT INTO person_search (person_id, name_sealed, name_tokens, office, region, active)
        SELECT person_id, name_sealed, name_tokens, code, left(code, 6), true FROM made_name JOIN sealed USING (person_id) ORDER BY md5(name || person_id);
        INSERT INTO name_token (token, person_id, office)
        SELECT t.token, person_id, office FROM person_search, LATERAL unnest(name_tokens) AS t (token) ORDER BY md5(t.token::text || person_id);
        VACUUM ANALYZE person_search;
        VACUUM ANALYZE name_token;
        VACUUM ANALYZE person
        """;

    /// <summary>1,000,000 in full size.</summary>
    public static int Persons { get; } = TestSize.Pick(small: 30_000, full: 1_000_000);

    public RegisterSecrets Secrets { get; } = new(KeyRing.Create(SealAlgorithm.Aes256Gcm), RegisterKey.Create(KeyedHash.HmacSha256));

    public TestDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(Database.OwnerConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await RunAsync(connection, Load.Replace("$1", Persons.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var made = new List<(Guid Person, string Name)>(Persons);
        await using (var command = new NpgsqlCommand("SELECT person_id, name FROM made_name", connection) { CommandTimeout = 0 })
        await using (var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await row.ReadAsync(TestContext.Current.CancellationToken))
                made.Add((row.GetGuid(0), row.GetString(1)));
        }

        await SealAsync(connection, made);
        await RunAsync(connection, Rows);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private static async Task RunAsync(NpgsqlConnection connection, string script)
    {
        foreach (var sql in script.Split(";\n"))
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task SealAsync(NpgsqlConnection connection, List<(Guid Person, string Name)> made)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var keys = await PersonKeys.AddAsync(connection, Secrets.Ring, [.. made.Select(one => one.Person)]);
        await using var names = await connection.BeginBinaryImportAsync("COPY sealed FROM STDIN (FORMAT binary)", cancelled);
        foreach (var ((person, name), key) in made.Zip(keys))
        {
            await names.StartRowAsync(cancelled);
            await names.WriteAsync(person, NpgsqlDbType.Uuid, cancelled);
            await names.WriteAsync(PersonSeal.Seal(name, key, $"{person:N}", PersonSeal.Name), NpgsqlDbType.Bytea, cancelled);
            await names.WriteAsync(
                NameTokens.AllOf(Secrets.RegisterKey, PersonName.Parse(name)),
                NpgsqlDbType.Array | NpgsqlDbType.Bigint,
                cancelled
            );
        }

        await names.CompleteAsync(cancelled);
    }
}
