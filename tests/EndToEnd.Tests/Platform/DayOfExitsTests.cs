using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.EndToEnd.Tests.Kills;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using PlatformDayLine = Grid.Client.Generated.Models.PlatformDayLine;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>
/// A day of exits from many offices while one call in ten to the platform fails, in every way that the simulator knows, one item in ten is
/// refused, and the register is killed twice, or once in the short form. In the end the platform holds exactly what the journal says, each person's items in order,
/// and the day reconciles.
/// </summary>
public sealed class DayOfExitsTests
{
    /// <summary>The six by which an answer is lost make one in ten together; each happens at least once.</summary>
    private const string Faults = """
        {"timeouts": {"rate": 0.01, "next": 1}, "errors": {"rate": 0.02, "next": 1}, "html": {"rate": 0.01, "next": 1}, "truncated": {"rate": 0.02, "next": 1},
         "lostAnswers": {"rate": 0.02, "next": 3, "on": ["uploads"]}, "halfAnswers": {"rate": 0.02, "next": 1},
         "slow": {"rate": 0.1, "milliseconds": 300}, "duplicates": {"rate": 0.1, "next": 1}, "reorder": {"rate": 0.1, "next": 1}, "cursorBack": {"rate": 0.1, "next": 1},
         "refuse": [{"code": "E900", "reason": "系统繁忙", "rate": 0.1}]}
        """;

    [Fact]
    public async Task The_platform_holds_what_the_journal_says_and_the_day_reconciles()
    {
        var persons = TestSize.Pick(small: 40, full: 20_000);
        var applications = TestSize.Pick(small: 12, full: 2_000);
        var test = TestContext.Current.CancellationToken;
        await using var register = await RegisterWithPlatform.CreateAsync(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Grid__Platform__Interval"] = "00:00:00.2",
                ["Grid__Platform__PullInterval"] = "00:00:00.5",
                ["Grid__Platform__ReconcileInterval"] = "00:00:00.5",
                ["Grid__Platform__AttemptTimeout"] = "00:00:03",
                ["Grid__Platform__Lease"] = "00:00:15",
                ["Grid__Platform__BatchSize"] = $"{TestSize.Pick(small: 3, full: 20)}",
                ["Grid__Platform__PullSize"] = $"{TestSize.Pick(small: 10, full: 100)}",
            },
            test
        );
        var now = TimeProvider.System.GetUtcNow();
        var day = ChinaTime.DateOf(now).AddDays(-1);
        var morning = new DateTimeOffset(day, new TimeOnly(9, 0), ChinaTime.Offset);
        await register.MoveClockAsync(morning - now, test);
        await register.StartAsync(test);

        var offices = OfficesOf(register, persons).ToArray();
        await EachAsync(offices, person => person.RegisterAsync(test));
        await register.DrainAsync(test);

        using var desk = register.Client("operator", "operator", "");
        var oneOperator = new PlatformOperator(desk);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(test);
        await register.TellPlatformAsync("faults", Faults, test);
        await register.TellPlatformAsync(
            "applications",
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"count": {{applications}}, "submittedAt": "{{morning:yyyy-MM-ddTHH:mm:sszzz}}"}"""
            ),
            test
        );
        var resending = oneOperator.ResendAsync(stop.Token, test);
        var (working, kills) = await ExitAsync(register, offices, persons, day, test);
        var draining = Stopwatch.StartNew();
        var drained = register.DrainAsync(test);
        await await Task.WhenAny(drained, resending); // An operator who fails is heard at once.
        await drained;
        draining.Stop();
        await stop.CancelAsync();
        await resending;
        await HandedOverAsync(register, applications, test);
        var faults = (await register.AskPlatformAsync("faults", test))["faults"]!.AsArray();
        await register.StopAsync(test);

        await register.MoveClockAsync(TimeSpan.Zero, test);
        await register.StartAsync(test);
        var manifest = await oneOperator.ReconciledAsync(day, test);
        await register.StopAsync(test);

        var figures = await FiguresAsync(
            register,
            day,
            working,
            draining.Elapsed,
            kills,
            faults,
            manifest,
            oneOperator.Resent,
            applications,
            persons,
            test
        );
        await PublishAsync(figures, test);
        Array.ForEach(offices, office => office.Dispose());
        await CheckAsync(register, figures, test);
    }

    private static IEnumerable<ExitingOffice> OfficesOf(RegisterWithPlatform register, int persons)
    {
        // Of different counties and cities.
        var codes = OfficeDirectory
            .LoadEmbedded()
            .All.Where(office => office.Level == RegionLevel.County)
            .DistinctBy(office => office.Region)
            .Select(office => office.Code.Value)
            .ToArray();
        var count = TestSize.Pick(small: 8, full: 32);
        return Enumerable
            .Range(0, count)
            .Select(i => new ExitingOffice(
                register,
                codes[i * codes.Length / count],
                Enumerable.Range(0, persons).Where(serial => serial % count == i)
            ));
    }

    private static Task EachAsync(IEnumerable<ExitingOffice> offices, Func<ExitingPerson, Task> work) =>
        Task.WhenAll(
            offices.Select(async office =>
            {
                foreach (var person in office.Persons)
                    await work(person);
            })
        );

    /// <summary>All exit; after a third and, at full size, after two thirds of them the register is killed.</summary>
    private static async Task<(TimeSpan Took, int Kills)> ExitAsync(
        RegisterWithPlatform register,
        ExitingOffice[] offices,
        int persons,
        DateOnly day,
        CancellationToken test
    )
    {
        var done = 0;
        var third = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var twoThirds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = Stopwatch.StartNew();
        var work = EachAsync(offices, async person =>
        {
            await person.ExitAsync(day, test);
            var n = Interlocked.Increment(ref done);
            if (n == persons / 3)
                third.SetResult();
            if (n == persons * 2 / 3)
                twoThirds.SetResult();
        });
        Task[] moments = TestSize.IsFull ? [third.Task, twoThirds.Task] : [third.Task];
        foreach (var moment in moments)
        {
            await Task.WhenAny(moment, work);
            await register.KillAndStartAsync(test);
        }

        await work;
        return (clock.Elapsed, moments.Length);
    }

    private static async Task HandedOverAsync(RegisterWithPlatform register, int applications, CancellationToken test)
    {
        var handed = 0L;
        await Wait.UntilAsync(
            async () =>
                (handed = await register.ScalarAsync<long>("SELECT count(*) FROM application WHERE platform_number IS NOT NULL", test))
                >= applications,
            () => $"only {handed} applications of {applications} are with their persons.",
            TimeSpan.FromMinutes(4)
        );
    }

    private static async Task<DayFigures> FiguresAsync(
        RegisterWithPlatform register,
        DateOnly day,
        TimeSpan working,
        TimeSpan draining,
        int kills,
        JsonArray faults,
        PlatformDayLine manifest,
        int resent,
        int applications,
        int persons,
        CancellationToken test
    )
    {
        var journal = (await JournalItem.ReadAsync(register.Source, test)).Where(item => item.On == day).ToArray();
        var held = (await register.HoldingsAsync(test))
            .Where(item => (string)item["day"]! == day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .ToArray();
        var keys = held.Select(item => ((string)item["kind"]!, (string)item["key"]!)).ToArray();
        var places = held.Select((item, place) => (Key: (string)item["key"]!, Place: place))
            .ToDictionary(pair => pair.Key, pair => pair.Place, StringComparer.Ordinal);
        return new DayFigures
        {
            Day = day,
            Persons = persons,
            Kinds =
            [
                .. journal
                    .Select(item => item.Kind)
                    .Union(keys.Select(key => key.Item1))
                    .Select(kind =>
                    {
                        var (ours, theirs) = (Keys(journal.Select(item => (item.Kind, item.Key)), kind), Keys(keys, kind));
                        return (kind, ours.Count, theirs.Count, ours.Except(theirs).Count() + theirs.Except(ours).Count());
                    }),
            ],
            OutOfOrder = journal
                .GroupBy(item => item.Person)
                .Count(person => !IsRising(person.Select(item => places.GetValueOrDefault(item.Key, -1)))),
            Working = working,
            Draining = draining,
            Kills = kills,
            Faults = faults,
            Batches = await register.ScalarAsync<long>("SELECT count(*) FROM platform_simulator.batch", test),
            SentAgain = held.Count(item => (int)item["times"]! > 1),
            Refusals = await register.ScalarAsync<long>("SELECT count(*) FROM platform_simulator.refusal", test),
            Resent = resent,
            Applications = (
                applications,
                await register.ScalarAsync<long>("SELECT count(*) FROM platform_application", test),
                await register.ScalarAsync<long>(
                    "SELECT count(DISTINCT platform_number) FROM application WHERE platform_number IS NOT NULL",
                    test
                )
            ),
            Manifest = manifest,
        };
    }

    private static List<string> Keys(IEnumerable<(string Kind, string Key)> items, string kind) =>
        [.. items.Where(item => item.Kind == kind).Select(item => item.Key)];

    private static bool IsRising(IEnumerable<int> places)
    {
        var before = -1;
        return places.All(place => place > before && (before = place) == place);
    }

    private static async Task CheckAsync(RegisterWithPlatform register, DayFigures figures, CancellationToken test)
    {
        var again = figures.Kinds.Single(kind => kind.Kind == "exitRevoked").Journal;
        Assert.Equal(
            [("exit", figures.Persons + again), ("exitRevoked", again), ("registration", figures.Persons), ("result", figures.Persons)],
            figures.Kinds.Select(kind => (kind.Kind, kind.Journal)).Order()
        );
        Assert.All(figures.Kinds, kind => Assert.Equal((kind.Journal, 0), (kind.Platform, kind.Differing)));
        Assert.True(again >= figures.Persons / 20);
        Assert.Equal(0, figures.OutOfOrder);
        Assert.Equal(figures.Applications.Made, figures.Applications.Handed);
        Assert.Equal(figures.Applications.Made, figures.Applications.Stored);
        var all = figures.Kinds.Sum(kind => kind.Journal);
        Assert.Equal(
            (0L, (long)all, (long)all, (long)all),
            (figures.Manifest.Missing, figures.Manifest.Expected, figures.Manifest.Accepted, figures.Manifest.Held)
        );

        // Else kills and faults came where they hurt nothing.
        Assert.True(figures.SentAgain > 0);
        Assert.True(figures.Resent > 0);
        Assert.All(figures.Faults, fault => Assert.True((long)fault!["dealt"]! > 0, fault.ToJsonString()));
        Assert.Equal(0, await register.ScalarAsync<long>("SELECT count(*) FROM platform_simulator.refusal WHERE NOT on_demand", test));
        Assert.Equal(0, await register.ScalarAsync<long>("SELECT count(*) FROM platform_simulator.item WHERE differing > 0", test));
        await using var stored = new StoredRegister(register.Database.OwnerConnectionString);
        Assert.Empty(await stored.FaultsAsync(test));
    }

    private static async Task PublishAsync(DayFigures figures, CancellationToken test)
    {
        var text = figures.ToString();
        TestContext.Current.TestOutputHelper!.WriteLine(text);
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "platform-day.txt"), text, test);
    }
}
