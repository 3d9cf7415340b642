using System.Diagnostics;
using System.Globalization;
using Grid.Domain.Counting;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Sealing;
using Grid.Storage.Tests.Searching;
using Grid.Testing;
using Npgsql;

namespace Grid.Storage.Tests.Counting;

/// <summary>Stocks and drill-downs at a province's size, and pages of entries; how long they take is written to the output.</summary>
public sealed class CountSizeTests(ITestOutputHelper output)
{
    private const string Load = """
        CREATE TEMP TABLE made AS
        SELECT i, md5('person ' || i)::uuid AS person_id, '36' || lpad((1 + i % 11)::text, 2, '0') || lpad((1 + i / 11 % 10)::text, 2, '0') AS region,
            number, date '2025-01-01' + (i % 680) AS from_on,
            CASE WHEN i % 5 < 2 THEN date '2025-01-01' + (i % 680) + 20 + i % 150 END AS to_on,
            (CASE WHEN i % 10 = 0 THEN 2 ELSE 1 END)::smallint AS block, (1 + i / 7 % 2)::smallint AS sex, ((1 + i / 13 % 9) * 10)::text AS education
        FROM unnest($1::text[]) WITH ORDINALITY AS numbers(number, n) CROSS JOIN LATERAL (SELECT n::int AS i) AS one ORDER BY md5(i::text);
        INSERT INTO count_segment (opened_by, sequence, ordinal, person_id, number, region, office, block, from_on, entered_by, to_on, left_by, sex, birth_date, education, ground, channel,
            reason, registered_on, unemployed_on, hardship_from, benefit_from, standing)
        SELECT person_id, 2, 0, person_id, number, region, region || '01', block, from_on, 'new', to_on, CASE WHEN to_on IS NOT NULL THEN 'exit' END, sex, date '1966-01-01' + i % 15000,
            education, 2, 3, 24, from_on, from_on - 20, CASE WHEN i % 6 = 0 THEN from_on END, CASE WHEN i % 4 = 0 THEN from_on END, decode(repeat(md5(i::text), 13), 'hex')
        FROM made;
        INSERT INTO count_movement (person_id, sequence, ordinal, part, region, office, period, block, measure, sign, number, on_date, sex, education, reason, ground, channel, exit_reason, hardship)
        SELECT person_id, f.sequence, 0, 0, region, region || '01', to_char(f.on_date + 11, 'YYYY-MM'), block, measure, 1, number, f.on_date, sex, education, 24, 2, 3, exit_reason, false
        FROM made CROSS JOIN LATERAL (VALUES (2, 'new', from_on, NULL::smallint), (3, 'exited', to_on, 11)) AS f(sequence, measure, on_date, exit_reason) WHERE f.on_date IS NOT NULL;
        INSERT INTO person_search (person_id, name, name_key, active) SELECT person_id, '样例', '样例', true FROM made;
        """;

    private static readonly string[] Leaves =
    [
        .. Enumerable
            .Range(1, 11)
            .SelectMany(city =>
                Enumerable.Range(1, 10).Select(county => string.Create(CultureInfo.InvariantCulture, $"36{city:00}{county:00}"))
            ),
    ];

    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Fact]
    public async Task Stocks_and_persons_of_a_province()
    {
        await using var scene = await CountScene.CreateAsync();
        await LoadAsync(scene, TestSize.Pick(small: 20_000, full: 1_000_000));
        var day = new DateOnly(2026, 11, 20);
        foreach (
            var (name, leaves) in (Dictionary<string, string[]>)
                new()
                {
                    ["leaf"] = [Leaves[7]],
                    ["city"] = Leaves[..10],
                    ["province"] = Leaves,
                }
        )
        {
            var stock = await TimeAsync($"stock, {name}", () => scene.Stock.OnAsync(leaves, day, StockBands.Usual, Cancellation));
            Assert.Equal(
                await scene.ScalarAsync<long>(
                    "SELECT count(*) FROM count_segment WHERE region = ANY($1) AND from_on <= $2 AND (to_on IS NULL OR to_on > $2)",
                    leaves,
                    day
                ),
                stock.Blocks.Values.Sum(block => block.Total)
            );
            foreach (
                var cell in (FigureCell[])
                    [
                        FigureCell.Total(CountBlock.Urban, Measure.Closing),
                        new(CountBlock.Rural, Measure.Closing, Dimension.Education, "30"),
                        new(CountBlock.Urban, Measure.New, Dimension.Reason, "24"),
                        new(CountBlock.Urban, Measure.Exited, Dimension.ExitReason, "90"),
                    ]
            )
            {
                var query = new FigureQuery(leaves, null, CountingPeriod.Of(new DateOnly(2026, 10, 1)), cell);
                var first = await TimeAsync($"persons, {name}, {cell}", () =>
                    scene.Stock.PersonsAsync(query, new PageRequest(100, null), Cancellation)
                );
                if (first.Next is not null)
                {
                    await TimeAsync($"next page, {name}, {cell}", () =>
                        scene.Stock.PersonsAsync(query, new PageRequest(100, first.Next), Cancellation)
                    );
                }

                if (cell.Value == "90" || cell.Dimension == Dimension.Total)
                    Assert.Equal(cell.Value == "90" ? 0 : 100, first.Items.Count);
            }
        }
    }

    [Fact]
    public async Task Pages_of_entries_and_their_recount()
    {
        await using var scene = await CountScene.CreateAsync();
        var history = new RandomHistory(61);
        for (var i = 0; i < TestSize.Pick(small: 10, full: 100); i++)
            await scene.WriteAsync(Enumerable.Range(0, 500).SelectMany(_ => history.Next()));
        await scene.ExecuteAsOwnerAsync("ANALYZE");
        FoldPage page;
        do page = await TimeAsync("page of 500", () => scene.Store.FoldAsync("360102", 500, Cancellation));
        while (page.More);
        Assert.Equal(0L, await scene.ScalarAsync<long>("SELECT count(*) FROM count_entry WHERE region = '360102'"));

        var recount = await TimeAsync("recount", () => scene.Recount.RunAsync(RandomHistory.Leaves, "tester", Cancellation));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{recount.Lines} lines, {recount.Waiting} waiting"));
        Assert.Equal(0, recount.DifferentCells);
        Assert.True(recount.Waiting > recount.Lines / 4);
    }

    private static async Task LoadAsync(CountScene scene, int persons)
    {
        await using var connection = new NpgsqlConnection(scene.OwnerConnectionString);
        await connection.OpenAsync(Cancellation);
        foreach (var statement in Load.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Append("ANALYZE"))
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            if (statement.Contains("$1", StringComparison.Ordinal))
            {
                command.Parameters.AddWithValue(
                    Enumerable
                        .Range(1, persons)
                        .Select(n => RegistrationNumber.Create("360102", new DateOnly(2025, 1, 1), n).Value)
                        .ToArray()
                );
            }

            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await PersonKeys.SealNamesAsync(
            scene.OwnerConnectionString,
            new RegisterSecrets(scene.Ring, RegisterKey.Create(KeyedHash.HmacSha256))
        );
    }

    private async Task<T> TimeAsync<T>(string what, Func<Task<T>> act)
    {
        var began = Stopwatch.GetTimestamp();
        var result = await act();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F1} ms"));
        return result;
    }
}
