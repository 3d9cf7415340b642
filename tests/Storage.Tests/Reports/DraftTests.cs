using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Storage.Tests.Counting;

namespace Grid.Storage.Tests.Reports;

/// <summary>
/// A draft is made of stocks that were added up before, where nothing moved them since: it has the figures of one that is added up again.
/// </summary>
public sealed class DraftTests
{
    private const string Contact = """
        INSERT INTO service_record (person_id, sequence, kind, registration, on_date, office, recorded_by, code, result, reached, details)
        VALUES (gen_random_uuid(), 1, 1, 'R1', $1, '36010201', 'clerk-1', 'telephone', 'stillUnemployed', true, '\x00')
        """;

    private const string DutyEnded = """
        INSERT INTO duty_done (person_id, key, kind, office, region, opened_on, due, closed_on, how)
        VALUES (gen_random_uuid(), 'followUp:1', 4, '36010201', '360102', $1, $1, $1, 1)
        """;

    private static readonly CountingPeriod Period = new(new YearMonth(2026, 2));

    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task It_is_the_added_up_one_after_every_day(int seed)
    {
        await using var scene = await ReportScene.CreateAsync();
        var history = await scene.PastAsync(Period.Previous, seed);
        for (var day = 0; day < 40; day++)
        {
            await scene.LiveUntilAsync(history, history.Today.AddDays(1));
            foreach (var period in new[] { Period.Previous, Period, Period.Next })
                Assert.Equal(await AddedUpAsync(scene, period), await DraftAsync(scene, period));
        }
    }

    /// <summary>Each changes a standing person by hand, as no fold does: the triggers see it.</summary>
    [Theory]
    [InlineData("sex = 3 - sex", true)]
    [InlineData("birth_date = '1931-01-01'", true)]
    [InlineData("registered_on = '2020-01-01'", true)]
    [InlineData("hardship_from = '2026-02-20', hardship_to = NULL", true)]
    [InlineData("hardship_from = '2026-02-21', hardship_to = NULL", false)]
    [InlineData("benefit_from = '2026-01-01', benefit_to = '2026-02-20'", true)]
    [InlineData("benefit_from = '2026-01-01', benefit_to = '2026-02-19'", false)]
    [InlineData("to_on = '2026-02-20', left_by = 'exit'", true)]
    [InlineData("to_on = '2026-02-21', left_by = 'exit'", false)]
    [InlineData("region = '360999'", true)]
    [InlineData(null, true)]
    public async Task It_follows_every_change_of_a_segment(string? change, bool moves)
    {
        const string OfOne = """
            WHERE (opened_by, sequence, ordinal) = (SELECT opened_by, sequence, ordinal FROM count_segment
            WHERE region = '360102' AND from_on <= '2026-02-01' AND to_on IS NULL AND block = 1 AND hardship_from IS NULL AND benefit_from IS NULL ORDER BY 1, 2, 3 LIMIT 1)
            """;
        await using var scene = await ReportScene.CreateAsync();
        await scene.PastAsync(Period);
        var before = await DraftAsync(scene, Period);
        await scene.Counts.ExecuteAsOwnerAsync(
            change is null ? "DELETE FROM count_segment " + OfOne : $"UPDATE count_segment SET {change} {OfOne}"
        );
        var after = await DraftAsync(scene, Period);
        Assert.Equal(moves, before != after);
        Assert.Equal(await AddedUpAsync(scene, Period), after);
    }

    /// <summary>Shown by a change that the triggers are kept from seeing.</summary>
    [Fact]
    public async Task What_nothing_moved_is_not_added_up_again()
    {
        await using var scene = await ReportScene.CreateAsync();
        await scene.PastAsync(Period);
        var before = await DraftAsync(scene, Period);
        await scene.Counts.ExecuteAsOwnerAsync(
            "ALTER TABLE count_segment DISABLE TRIGGER USER; UPDATE count_segment SET birth_date = '1931-01-01'; ALTER TABLE count_segment ENABLE TRIGGER USER"
        );
        Assert.Equal(before, await DraftAsync(scene, Period));
        Assert.NotEqual(before, await AddedUpAsync(scene, Period));
    }

    /// <summary>Of a period long over, of which sums are kept, and of the one that runs, of which none are.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_offices_write_down_is_in_the_next_draft(bool late)
    {
        await using var scene = await ReportScene.CreateAsync();
        await scene.PastAsync(Period);
        var today = TimeProvider.System.Today();
        var (period, day) = late ? (Period, Period.Last) : (CountingPeriod.Of(today), today);
        var drafts = new HashSet<string>(StringComparer.Ordinal) { await DraftAsync(scene, period) };
        foreach (var sql in (string[])[Contact, DutyEnded])
        {
            await scene.Counts.ExecuteAsOwnerAsync(sql, day);
            var draft = await DraftAsync(scene, period);
            Assert.Equal(await AddedUpAsync(scene, period), draft);
            Assert.True(drafts.Add(draft));
            Assert.Equal(draft, await DraftAsync(scene, period));
        }

        Assert.Equal(late ? 2 : 0, await scene.Counts.ScalarAsync<long>("SELECT count(*) FROM given_late"));
        await scene.Counts.ExecuteAsOwnerAsync("ALTER TABLE duty_done DISABLE TRIGGER USER");
        await scene.Counts.ExecuteAsOwnerAsync(DutyEnded, day);
        Assert.Equal(late, drafts.Contains(await DraftAsync(scene, period)));
    }

    private static async Task<string> DraftAsync(ReportScene scene, CountingPeriod period) =>
        ReportDocument.Of(ReportMaker.Make(await scene.Store.DraftAsync(ReportScene.City, period, Cancellation))).Text;

    private static async Task<string> AddedUpAsync(ReportScene scene, CountingPeriod period) =>
        ReportDocument.Of(ReportMaker.Make(await scene.Store.InputsAsync(ReportScene.City, period, Cancellation))).Text;
}
