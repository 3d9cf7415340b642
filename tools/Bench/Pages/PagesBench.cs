using System.Globalization;
using System.Text.Json;
using Grid.Bench.Databases;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;

namespace Grid.Bench.Pages;

/// <summary>Fills a register, starts the host over it and visits its pages.</summary>
internal sealed class PagesBench(PagesOptions options, TimeProvider clock, Action<string> say)
{
    /// <summary>Longer than a page keeps an answer.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1.2);

    public async Task RunAsync(Func<PagesReport, Task> tell, CancellationToken cancelled)
    {
        await using var database = options.Database is { } name
            ? await BenchDatabase.OpenAsync(options.Server, name, cancelled)
            : await BenchDatabase.CreateAsync(options.Server, cancelled);
        double? filled = null;
        if (database.IsNew)
        {
            say($"filling in {options.Persons:N0} persons");
            var began = clock.GetTimestamp();
            await new RegisterLoad(database.OwnerConnectionString, MeasuredKeys.Secrets, clock, say).FillAsync(options.Persons, cancelled);
            filled = clock.GetElapsedTime(began).TotalSeconds;
            await ServerSettings.CheckpointAsync(database.OwnerConnectionString, cancelled);
        }

        await using var host = await RegisterHost.StartAsync(database.ApplicationConnectionString, options.Port, clock, cancelled);
        if (options.Rounds > 0)
            await tell(new PagesReport(options.Persons, options.Rounds, filled, await MeasureAsync(host, cancelled)));
        if (!options.Keep)
            return;
        say(
            $"The pages are at {host.Address}console, until Ctrl-C. Sign in by choosing a role there; for a supervisor give an office, such as 36010001 (city) or 36010201 (county)."
        );
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancelled);
        }
        catch (OperationCanceledException)
        {
            say("Stopping …");
        }
    }

    private async Task<IReadOnlyList<VisitTimes>> MeasureAsync(RegisterHost host, CancellationToken cancelled)
    {
        var today = ChinaTime.DateOf(clock.GetUtcNow());
        var all = Visit
            .All(today, CountingPeriod.Of(today).Previous.ToString(), CalendarOf(today))
            .Select(visit => new VisitTimes(visit))
            .ToList();
        var visitors = new Dictionary<(string, string?), PageVisitor>();
        try
        {
            foreach (var who in all.Select(times => (times.Visit.Role, times.Visit.Office)).Distinct())
                visitors.Add(who, await PageVisitor.SignInAsync(host, who.Role, who.Office, clock, cancelled));

            // Pages first, then what they are made of.
            foreach (var part in all.GroupBy(times => times.Visit.IsPage).OrderByDescending(part => part.Key))
            {
                for (var round = 0; round <= options.Rounds; round++)
                {
                    var started = clock.GetTimestamp();
                    foreach (var times in part)
                    {
                        var (took, bytes) = await visitors[(times.Visit.Role, times.Visit.Office)].GoAsync(times.Visit, clock, cancelled);
                        times.Bytes = bytes;
                        if (round == 0)
                            times.First = took;
                        else
                            times.Later.Add(took);
                    }

                    if (Between - clock.GetElapsedTime(started) is { Ticks: > 0 } rest)
                        await Task.Delay(rest, clock, cancelled);
                }
            }

            return all;
        }
        finally
        {
            foreach (var visitor in visitors.Values)
                visitor.Dispose();
        }
    }

    /// <summary>This year's days off as computed, and a day more: tomorrow a week.</summary>
    private static string CalendarOf(DateOnly today)
    {
        static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var off = ProvisionalYear
            .Compute(today.Year)
            .Off.Append(today.AddDays(8))
            .Where(day => day.Year == today.Year)
            .Distinct()
            .Order()
            .Select(Text)
            .ToArray();
        return JsonSerializer.Serialize(
            new
            {
                year = today.Year,
                region = "CN",
                status = "provisional",
                notice = "bench",
                off,
                worked = Array.Empty<string>(),
            }
        );
    }
}
