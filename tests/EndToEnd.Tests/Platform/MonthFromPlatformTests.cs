using System.Globalization;
using System.Text;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Regions;
using Grid.EndToEnd.Tests.Counting;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>
/// R11.2: the ministry makes the statistics itself from what was uploaded. So stock, new and exits of a month, recomputed from what the
/// platform holds, are those of the register's submitted report: for each county, for the province, in each block.
/// </summary>
public sealed class MonthFromPlatformTests
{
    private const string Province = "360000";

    [Fact]
    public async Task What_the_platform_holds_makes_the_same_report()
    {
        var persons = TestSize.Pick(small: 40, full: 10_000);
        var test = TestContext.Current.CancellationToken;
        await using var register = await RegisterWithPlatform.CreateAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Grid__Platform__Interval"] = "00:00:00.2" },
            test
        );
        var now = TimeProvider.System.GetUtcNow();
        var current = CountingPeriod.Of(ChinaTime.DateOf(now));
        CountingPeriod[] periods = [current.Previous.Previous, current.Previous];

        // Persons of all fates in each of the two months; in the second some of the first leave, and a few of these come back because they
        // had not been hired after all.
        foreach (var period in periods)
        {
            var day = period.First.AddDays(20);
            await register.MoveClockAsync(new DateTimeOffset(day, new TimeOnly(10, 0), ChinaTime.Offset) - now, test);
            await register.StartAsync(test);
            await DemoProcess.RunAsync(register.Address, register.Home, persons / periods.Length, seed: period.Month.Month, day, test);
            if (period != periods[0])
            {
                using var api = new CountsClient(register.Address, register.Home.Tokens);
                await api.ExitAsync(period.Previous, day, persons / 10, test);
            }

            await register.DrainAsync(test);
            await register.StopAsync(test);
        }

        await register.MoveClockAsync(TimeSpan.Zero, test);
        await register.StartAsync(test);
        using (var api = new CountsClient(register.Address, register.Home.Tokens))
        {
            foreach (var period in periods)
                await api.SubmitAsync(period, Province, test);
            await CompareAsync(register, api, periods, test);
        }

        await register.StopAsync(test);
    }

    private static async Task CompareAsync(
        RegisterWithPlatform register,
        CountsClient api,
        CountingPeriod[] periods,
        CancellationToken test
    )
    {
        Assert.Empty((await register.AskPlatformAsync("refusals", test))["refusals"]!.AsArray());
        var platform = await register.AskPlatformAsync($"holdings/months?from={periods[0]}&to={periods[1]}&region=36", test);
        var leaves = RegionTree
            .LoadEmbedded()
            .CountingUnits(RegionCode.Parse("36"), TimeProvider.System.Today())
            .Select(leaf => leaf.Code.Value)
            .ToArray();
        var told = new StringBuilder();
        foreach (var period in periods)
        {
            var reports = new List<MonthlyReport>();
            foreach (var leaf in leaves)
                reports.Add(ReportDocument.Read((await api.ReportAsync(period, leaf, test)).ToJsonString()));
            var (ours, theirs) = (MonthLine.OfReports(reports), MonthLine.OfPlatform(platform, period));
            Assert.Equal(ours, theirs);

            var province = ReportDocument.Read((await api.ReportAsync(period, Province, test)).ToJsonString());
            Assert.Equal(MonthLine.OfReports([province]), MonthLine.TotalsOfPlatform(platform, period, Province));
            Assert.Equal(MonthLine.ReasonsOf(province), MonthLine.ReasonsOfPlatform(platform, period));

            var urban = MonthLine.OfReports([province])[(Province, "urban")];
            Assert.True(urban is { New: > 0, Exited: > 0 } && (urban.Opening > 0 || period == periods[0]), $"{urban}");
            told.AppendLine(
                CultureInfo.InvariantCulture,
                $"{period}: {urban}; {ours.Count} lines (region and block) of {ours.Keys.Select(key => key.Region).Distinct().Count()} regions, {ours.Count(line => line.Value != theirs[line.Key])} differ"
            );
            foreach (
                var ((region, block), line) in ours.Where(line => line.Key.Block == "urban")
                    .OrderByDescending(line => line.Value.Closing)
                    .Take(5)
            )
            {
                told.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"  {region} {block}: report {line.Opening} + {line.New} new − {line.Exited} exits … = {line.Closing}; platform {theirs[(region, block)].Opening} + {theirs[(region, block)].New} − {theirs[(region, block)].Exited} … = {theirs[(region, block)].Closing}"
                );
            }
        }

        var held = await register.AskPlatformAsync("totals", test);
        told.AppendLine(CultureInfo.InvariantCulture, $"the platform: {held.ToJsonString()}");
        TestContext.Current.TestOutputHelper!.WriteLine(told.ToString());
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "platform-month.txt"), told.ToString(), test);
    }
}
