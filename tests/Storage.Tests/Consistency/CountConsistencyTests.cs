using Grid.Domain.Counting;
using Grid.Storage.Consistency;
using Grid.Storage.Tests.Counting;
using Npgsql;

namespace Grid.Storage.Tests.Consistency;

/// <summary>Counts written by folding and closing agree; each damage to them is found by a figure of its own.</summary>
public sealed class CountConsistencyTests
{
    private static readonly string[] OfCounting =
    [
        "adjustmentNotOfAnEarlierPeriod",
        "flowsNotAsMovements",
        "keptDaysNotAsMovements",
        "keptStockNotAsMovements",
        "movementNotInJournal",
        "officesNotAsRegion",
        "openingNotAsClosing",
        "registrationStandsTwice",
        "segmentWithoutPerson",
        "stockNotAsSegments",
    ];

    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Fact]
    public async Task Counts_of_a_random_history_agree_and_each_damage_is_named()
    {
        await using var scene = await CountScene.CreateAsync();
        await scene.LiveAsync(51, 600);
        await using var owner = new NpgsqlConnection(scene.OwnerConnectionString);
        await owner.OpenAsync(Cancellation);
        await RunAsync(
            owner,
            """
            INSERT INTO person (person_id, version, sequence, state, state_schema, data_key, last_commit, written_at)
            SELECT person_id, 1, 1, ''::bytea, 1, ''::bytea, gen_random_uuid(), now() FROM (SELECT DISTINCT person_id FROM journal) AS persons
            """
        );
        Assert.Empty(await WrongAsync(owner));

        foreach (
            var (damage, names) in new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                [
                    "DELETE FROM count_segment WHERE (opened_by, sequence, ordinal) = (SELECT opened_by, sequence, ordinal FROM count_segment WHERE to_on IS NULL LIMIT 1)"
                ] = ["stockNotAsSegments"],
                [
                    "UPDATE count_segment SET region = '360999' WHERE (opened_by, sequence, ordinal) = (SELECT opened_by, sequence, ordinal FROM count_segment WHERE to_on IS NULL LIMIT 1)"
                ] = ["stockNotAsSegments"],
                [
                    "UPDATE count_segment SET person_id = gen_random_uuid() WHERE (opened_by, sequence, ordinal) = (SELECT opened_by, sequence, ordinal FROM count_segment LIMIT 1)"
                ] = ["segmentWithoutPerson"],
                [
                    "UPDATE count_segment SET number = (SELECT max(number) FROM count_segment WHERE to_on IS NULL) WHERE (opened_by, sequence, ordinal) = (SELECT opened_by, sequence, ordinal FROM count_segment WHERE to_on IS NULL ORDER BY number LIMIT 1)"
                ] = ["registrationStandsTwice"],
                [
                    "UPDATE count_figures SET flows = count_add(flows, '{\"urban/exited/exitReason/11\": 1}') WHERE office = '*' AND region = '360102' AND period = '2026-02'"
                ] = ["officesNotAsRegion"],
                [
                    "UPDATE count_figures SET flows = count_add(flows, '{\"urban/new/total/all\": 1}') WHERE office IN ('*', '36010200') AND region = '360102' AND period = '2026-02'"
                ] = ["flowsNotAsMovements", "openingNotAsClosing"],
                [
                    "UPDATE count_figures SET flows = count_add(flows, '{\"urban/new/total/all\": 1}') WHERE office IN ('*', '36010200') AND (region, period) = (SELECT region, max(period) FROM count_figures WHERE region = '360102' GROUP BY region)"
                ] = ["flowsNotAsMovements", "stockNotAsSegments"],
                [
                    "UPDATE count_figures SET opening = count_add(opening, '{\"urban/opening/sex/1\": 1}') WHERE office IN ('*', '36010200') AND region = '360102' AND period = '2026-02'"
                ] = ["openingNotAsClosing"],
                [
                    "DELETE FROM count_movement WHERE (person_id, sequence, ordinal, part) = (SELECT person_id, sequence, ordinal, part FROM count_movement LIMIT 1)"
                ] = ["flowsNotAsMovements", "keptDaysNotAsMovements", "keptStockNotAsMovements"],
                ["UPDATE count_stock SET stock = stock + 1 WHERE (region, block) = (SELECT region, block FROM count_stock LIMIT 1)"] =
                [
                    "keptStockNotAsMovements",
                ],
                ["DELETE FROM count_stock WHERE (region, block) = (SELECT region, block FROM count_stock WHERE stock <> 0 LIMIT 1)"] =
                [
                    "keptStockNotAsMovements",
                ],
                [
                    "UPDATE count_day SET moved = moved + 1 WHERE (on_date, region, block, measure, peer) = (SELECT on_date, region, block, measure, peer FROM count_day LIMIT 1)"
                ] = ["keptDaysNotAsMovements"],
                [
                    "UPDATE count_day SET peer = '360999/urban' WHERE (on_date, region, block, measure, peer) = (SELECT on_date, region, block, measure, peer FROM count_day WHERE moved <> 0 LIMIT 1)"
                ] = ["keptDaysNotAsMovements"],
                [
                    "UPDATE count_movement SET on_date = on_date + 1 WHERE (person_id, sequence, ordinal, part) = (SELECT person_id, sequence, ordinal, part FROM count_movement LIMIT 1)"
                ] = ["keptDaysNotAsMovements"],
                [
                    "UPDATE count_movement SET sequence = 999 WHERE (person_id, sequence, ordinal, part) = (SELECT person_id, sequence, ordinal, part FROM count_movement LIMIT 1)"
                ] = ["movementNotInJournal"],
                [
                    "UPDATE count_movement SET natural_period = period WHERE (person_id, sequence, ordinal, part) = (SELECT person_id, sequence, ordinal, part FROM count_movement WHERE cause = 'late' LIMIT 1)"
                ] = ["adjustmentNotOfAnEarlierPeriod"],
            }
        )
        {
            await using var undone = await owner.BeginTransactionAsync(Cancellation);
            await RunAsync(owner, damage);
            Assert.Equal((damage, string.Join(' ', names)), (damage, string.Join(' ', await WrongAsync(owner))));
            await undone.RollbackAsync(Cancellation);
        }
    }

    [Fact]
    public async Task What_waits_is_no_disagreement()
    {
        await using var scene = await CountScene.CreateAsync();
        await scene.LiveAsync(52, 200, leaveWaiting: true);
        await using var owner = new NpgsqlConnection(scene.OwnerConnectionString);
        await owner.OpenAsync(Cancellation);
        Assert.Equal(["segmentWithoutPerson"], await WrongAsync(owner));
    }

    private static async Task<List<string>> WrongAsync(NpgsqlConnection owner)
    {
        var counts = await ConsistencyChecks.CheckAsync(owner, Cancellation);
        Assert.Superset(OfCounting.ToHashSet(StringComparer.Ordinal), counts.Keys.ToHashSet(StringComparer.Ordinal));
        return
        [
            .. counts.Where(count => OfCounting.Contains(count.Key, StringComparer.Ordinal) && count.Value > 0).Select(count => count.Key),
        ];
    }

    private static async Task RunAsync(NpgsqlConnection owner, string sql)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        Assert.True(await command.ExecuteNonQueryAsync(Cancellation) > 0);
    }
}
