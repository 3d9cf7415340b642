using CsCheck;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Persons.Duties;
using Grid.Testing;

namespace Grid.Grains.Tests.Persons.Duties;

public sealed class DutyJitterTests
{
    private static readonly Gen<PersonId> Persons = Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new PersonId(new UInt128(high, low)));

    [Fact]
    public void Lies_in_the_night_in_whole_seconds_and_is_always_the_same() =>
        Persons.Sample(person =>
        {
            var jitter = DutyJitter.Of(person);
            return jitter >= TimeSpan.Zero
                && jitter < DutyJitter.Night
                && jitter.Ticks % TimeSpan.TicksPerSecond == 0
                && jitter == DutyJitter.Of(person);
        });

    [Fact]
    public void Spreads_persons_evenly_over_the_hours()
    {
        var hours = new int[5];
        Persons.Array[10_000].Check(persons => Array.ForEach(persons, p => hours[DutyJitter.Of(p).Hours]++), count: 1);
        Assert.All(hours, count => Assert.InRange(count, 1_500, 2_500));
    }

    [Fact]
    public void A_reminder_is_set_in_whole_seconds_although_the_clock_has_fractions()
    {
        var now = new DateTimeOffset(2026, 3, 2, 12, 0, 0, ChinaTime.Offset).AddTicks(1_234_567);
        var record = PersonRecord.Unknown(new PersonId(1)) with
        {
            PendingMove = new CaseMove(Guid.Empty, new PersonId(2), new MovedCase()),
        };
        var at = ReminderSchedule.For(record, now)!.Value;
        Assert.Equal(NextReminder.MomentOf(record, now)!.Value.AddTicks(-1_234_567), at);
    }
}
