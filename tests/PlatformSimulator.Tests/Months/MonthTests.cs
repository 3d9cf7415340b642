using System.Text.Json.Nodes;
using CsCheck;
using Grid.Domain.Calendar;
using Grid.PlatformSimulator.Months;
using Grid.PlatformSimulator.Tests.Hosts;
using Grid.Testing;

namespace Grid.PlatformSimulator.Tests.Months;

/// <summary>Stock, new and exits of a month by leaf region, recomputed from what is held (R11.2).</summary>
public sealed class MonthTests(Platform platform) : IClassFixture<Platform>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await platform.ClearAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_month_goes_from_the_21st_to_the_20th()
    {
        await platform.HoldAsync(
            Item.Registration(1, "2026-10-20"),
            Item.Registration(2, "2026-10-21"),
            Item.Registration(3, "2026-11-20"),
            Item.Registration(4, "2026-11-21"),
            Item.Exit(1, "2026-11-20", reason: "11"),
            Item.Exit(2, "2026-11-21", reason: "21")
        );
        var rows = await RowsAsync("from=2026-10&to=2026-12");
        Assert.Equal([("2026-10", 0, 1, 0, 1), ("2026-11", 1, 2, 1, 2), ("2026-12", 2, 1, 1, 2)], rows.Select(Short));
        Assert.Equal(("2026-10-21", "2026-11-20"), ((string?)rows[1]["from"], (string?)rows[1]["to"]));
        Assert.Equal("""{"11":1}""", rows[1]["exitsByReason"]!.ToJsonString());
    }

    [Fact]
    public async Task A_revoked_exit_never_was()
    {
        await platform.HoldAsync(
            Item.Registration(1, "2026-10-25"),
            Item.Exit(1, "2026-11-02"),
            Item.Revoked(1, "2026-11-02"),
            Item.Exit(1, "2026-11-25", sequence: 8, reason: "23")
        );
        Assert.Equal([("2026-11", 0, 1, 0, 1), ("2026-12", 1, 0, 1, 0)], (await RowsAsync("from=2026-11&to=2026-12")).Select(Short));
    }

    [Fact]
    public async Task A_transfer_leaves_one_region_and_enters_the_other_and_the_exit_counts_there()
    {
        await platform.HoldAsync(
            Item.Registration(1, "2026-10-25"),
            Item.Transfer(1, "2026-11-10"),
            Item.Exit(1, "2026-11-12", region: Item.Nanchang)
        );
        var rows = await RowsAsync("from=2026-11&to=2026-11");
        Assert.Equal(
            [("360102", 1, 0, 1, 0, 0), ("360121", 0, 1, 0, 1, 0)],
            rows.Select(row =>
                (
                    (string)row["region"]!,
                    (long)row["new"]!,
                    (long)row["transferredIn"]!,
                    (long)row["transferredOut"]!,
                    (long)row["exits"]!,
                    (long)row["closing"]!
                )
            )
        );
        var total = (await platform.GetAsync("/control/holdings/months?region=3601&from=2026-11&to=2026-11"))["total"]!.AsArray();
        Assert.Equal(("2026-11", 0, 1, 1, 0), Short(Assert.Single(total)!));
    }

    [Fact]
    public async Task A_transfer_to_a_rural_office_leaves_the_urban_stock()
    {
        await platform.HoldAsync(Item.Registration(1, "2026-10-25"), Item.Transfer(1, "2026-11-10", to: Item.Donghu, counted: false));
        var rows = await RowsAsync("from=2026-11&to=2026-11");
        Assert.Equal([("rural", 1), ("urban", 0)], rows.Select(row => ((string)row["block"]!, (long)row["closing"]!)));
    }

    [Fact]
    public async Task What_was_entered_in_error_never_was_with_its_exit()
    {
        await platform.HoldAsync(
            Item.Registration(1, "2026-10-25"),
            Item.Exit(1, "2026-11-02"),
            Item.InError(1),
            Item.Registration(2, "2026-10-26"),
            Item.InError(2),
            Item.Registration(3, "2026-10-27")
        );
        Assert.Equal(("2026-11", 0, 1, 0, 1), Short(Assert.Single(await RowsAsync("from=2026-11&to=2026-11"))));
    }

    [Fact]
    public async Task Entered_in_error_after_a_transfer_is_given_up_by_the_region_that_has_it()
    {
        await platform.HoldAsync(Item.Registration(1, "2026-10-25"), Item.Transfer(1, "2026-11-10"), Item.InError(1, day: "2026-11-15"));
        var rows = await RowsAsync("from=2026-11&to=2026-11");
        Assert.Equal(
            [("360102", 1, 0, 0), ("360121", 0, 1, 0)],
            rows.Select(row => ((string)row["region"]!, (long)row["new"]!, (long)row["adjustedOut"]!, (long)row["closing"]!))
        );
    }

    [Fact]
    public async Task Those_served_by_reference_stand_in_a_block_of_their_own_until_they_become_ordinary()
    {
        await platform.HoldAsync(
            Item.Registration(1, "2026-10-25", counted: false, byReference: "2"),
            Item.Ended(1, "2026-11-05"),
            Item.Registration(2, "2026-11-05"),
            Item.Registration(3, "2026-10-25", counted: false, byReference: "1"),
            Item.Ended(3, "2026-11-05"),
            Item.StandsAgain(3)
        );
        var rows = await RowsAsync("from=2026-11&to=2026-11");
        Assert.Equal(
            [("byReferenceGraduate", 0, 1), ("byReferenceSubsidy", 1, 0), ("urban", 0, 1)],
            rows.Select(row => ((string)row["block"]!, (long)row["becameOrdinary"]!, (long)row["closing"]!))
        );
        await platform.HoldAsync(Item.Exit(3, "2026-11-06"));
    }

    [Fact]
    public void Each_month_opens_with_what_the_last_one_closed_with_and_the_total_is_the_sum()
    {
        string[] regions = ["360102", "360121", "360702"];
        var movement = Gen.Select(Gen.Enum<MovementKind>(), Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 400])
            .Select(
                (kind, place, urban, day) =>
                    new Movement(
                        kind,
                        regions[place],
                        urban ? Block.Urban : Block.Rural,
                        new DateOnly(2025, 12, 1).AddDays(day),
                        kind == MovementKind.Exit ? "11" : null
                    )
            );
        movement
            .Array[0, 60]
            .Check(movements =>
            {
                var figures = new MonthFigures();
                figures.Add(movements);
                var rows = figures.Rows(new YearMonth(2025, 1), new YearMonth(2027, 3), "36");
                foreach (var cell in rows.GroupBy(row => (row.Region, row.Block)))
                {
                    var opening = 0L;
                    foreach (var row in cell)
                    {
                        Assert.Equal(opening, row.Opening);
                        Assert.Equal(
                            row.Opening
                                + row.New
                                + row.TransferredIn
                                - row.Exits
                                - row.TransferredOut
                                - row.BecameOrdinary
                                - row.AdjustedOut,
                            row.Closing
                        );
                        Assert.Equal(row.Exits, row.ExitsByReason.Values.Sum());
                        opening = row.Closing;
                    }
                }

                Assert.Equal(
                    movements.Length,
                    rows.Sum(row => row.New + row.TransferredIn + row.Exits + row.TransferredOut + row.BecameOrdinary + row.AdjustedOut)
                );
                Assert.Equal(
                    rows.GroupBy(row => (row.Month, row.Block)).ToDictionary(group => group.Key, group => group.Sum(row => row.Closing)),
                    MonthFigures.Total(rows).ToDictionary(row => (row.Month, row.Block), row => row.Closing)
                );
            });
    }

    private static (string Month, long Opening, long New, long Exits, long Closing) Short(JsonNode row) =>
        ((string)row["month"]!, (long)row["opening"]!, (long)row["new"]!, (long)row["exits"]!, (long)row["closing"]!);

    private async Task<List<JsonNode>> RowsAsync(string query) =>
        [.. (await platform.GetAsync("/control/holdings/months?" + query))["months"]!.AsArray().Select(row => row!)];
}
