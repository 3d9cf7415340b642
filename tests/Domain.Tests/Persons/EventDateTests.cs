using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>An event is counted in the period of its own date, where it names one.</summary>
public sealed class EventDateTests
{
    [Fact]
    public void Every_event_with_a_date_of_its_own_is_dated_by_it()
    {
        var events = typeof(PersonEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PersonEvent))).ToList();

        Assert.True(events.Count > 50, $"{events.Count} events.");
        Assert.Empty(
            events
                .Where(type => type.GetProperty("On")?.PropertyType == typeof(DateOnly) && !type.IsAssignableTo(typeof(IDated)))
                .Select(type => type.Name)
        );
    }

    [Fact]
    public void A_duty_is_dated_by_the_day_on_which_it_opened_or_was_late_and_all_else_by_the_day_of_the_record()
    {
        var recorded = new DateOnly(2026, 11, 29);
        var late = new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.FromHours(8));

        Assert.Equal(
            new DateOnly(2026, 11, 26),
            new DutyOverdue("review", DutyKind.Review, new DateOnly(2026, 11, 25), late, "36999900").DateOf(recorded)
        );
        Assert.Equal(new DateOnly(2026, 11, 20), new ApplicationApproved(new DateOnly(2026, 11, 20)).DateOf(recorded));
        Assert.Equal(recorded, new DutyWarned("review", DutyKind.Review, late).DateOf(recorded));
    }
}
