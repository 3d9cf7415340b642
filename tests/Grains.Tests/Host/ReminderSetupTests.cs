using System.Reflection;
using Grid.Grains.Calendars;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Persons;
using Grid.Silo.Clustering;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Host;

/// <summary>What the way in which reminders are written and read relies on.</summary>
public sealed class ReminderSetupTests
{
    private static readonly Type StockService = typeof(ReminderOptions).Assembly.GetType(
        "Orleans.Runtime.ReminderService.LocalReminderService",
        throwOnError: true
    )!;

    [Fact]
    public void A_person_never_registers_or_removes_a_reminder_through_Orleans()
    {
        var called = CalledMembers.Of(typeof(PersonGrain));

        Assert.Contains("WriteStateAsync", called);
        Assert.DoesNotContain("RegisterOrUpdateReminder", called);
        Assert.DoesNotContain("UnregisterReminder", called);

        // A calendar's grain does, and it would be found.
        Assert.Contains("RegisterOrUpdateReminder", CalledMembers.Of(typeof(CalendarGrain)));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void A_refresh_that_is_longer_than_the_period_is_refused(int minutes, bool good) =>
        Assert.Equal(
            good,
            new ReminderRefreshCheck()
                .Validate(
                    null,
                    new ReminderOptions
                    {
                        RefreshReminderListPeriod = TimeSpan.FromMinutes(minutes),
                        ReminderLoadingWindow = TimeSpan.FromMinutes(20),
                    }
                )
                .Succeeded
        );

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, true)]
    [InlineData(14, false)]
    [InlineData(10, false)]
    public void A_loading_window_that_is_shorter_than_the_period_is_refused(int minutes, bool good) =>
        Assert.Equal(
            good,
            new ReminderRefreshCheck()
                .Validate(
                    null,
                    new ReminderOptions
                    {
                        RefreshReminderListPeriod = TimeSpan.FromMinutes(5),
                        ReminderLoadingWindow = TimeSpan.FromMinutes(minutes),
                    }
                )
                .Succeeded
        );

    /// <summary>
    /// Orleans' own question at a refresh, asked of rows that have just become due and have not ticked yet: what is outside the window is
    /// dropped.
    /// </summary>
    [Fact]
    public void A_refresh_between_the_due_moment_and_the_tick_keeps_the_row()
    {
        var options = new ReminderOptions();
        ClusterSetup.Reminders(options);
        var now = new DateTime(2031, 3, 3, 0, 0, 0, DateTimeKind.Utc);
        TimeSpan[] late =
        [
            TimeSpan.Zero,
            TimeSpan.FromTicks(1),
            TimeSpan.FromMilliseconds(1),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(4),
        ];

        Assert.All(late, since => Assert.True(Keeps(now - since, options.ReminderLoadingWindow), $"{since}"));

        // With ten minutes, as before, it does not.
        Assert.False(Keeps(now - TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)));

        bool Keeps(DateTime start, TimeSpan window) =>
            (bool)
                StockService
                    .GetMethod("IsReminderWithinLoadingWindow", BindingFlags.Static | BindingFlags.NonPublic)!
                    .Invoke(
                        null,
                        [
                            new ReminderEntry
                            {
                                GrainId = GrainId.Parse("person/1"),
                                ReminderName = "duty",
                                StartAt = start,
                                Period = ReminderRow.Period,
                                ETag = "1",
                            },
                            now,
                            window,
                        ]
                    )!;
    }

    [Fact]
    public void The_silos_own_settings_keep_to_it()
    {
        var options = new ReminderOptions();
        ClusterSetup.Reminders(options);
        Assert.True(new ReminderRefreshCheck().Validate(null, options).Succeeded);
        Assert.InRange(options.ReminderLoadingWindow, ReminderRow.Period, TimeSpan.MaxValue);
    }
}
