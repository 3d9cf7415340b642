using Grid.Grains.Calendars;
using Grid.Grains.Persons;
using Grid.Silo.Clustering;
using Orleans.Hosting;

namespace Grid.Grains.Tests.Host;

/// <summary>What the way in which reminders are written and read relies on.</summary>
public sealed class ReminderSetupTests
{
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
        Assert.Equal(good, new ReminderRefreshCheck().Validate(null, new ReminderOptions { RefreshReminderListPeriod = TimeSpan.FromMinutes(minutes) }).Succeeded);

    [Fact]
    public void The_silos_own_settings_keep_to_it()
    {
        var options = new ReminderOptions();
        ClusterSetup.Reminders(options);
        Assert.True(new ReminderRefreshCheck().Validate(null, options).Succeeded);
        Assert.InRange(options.ReminderLoadingWindow, options.RefreshReminderListPeriod * 2, TimeSpan.MaxValue);
    }
}
