using CsCheck;
using Grid.Domain.Calendar;
using Grid.Testing;

namespace Grid.Domain.Tests.Calendar;

public sealed class DeadlineProperties
{
    private static readonly Gen<DateOnly> Start = Gen.Int[0, (366 * 7) + 200].Select(new DateOnly(2020, 1, 1).AddDays);
    private static readonly Gen<int> Count = Gen.Int[1, 30];

    [Fact]
    public void A_deadline_is_a_working_day_and_has_exactly_N_working_days_up_to_it() =>
        Gen.Select(Start, Count)
            .Check(
                (start, n) =>
                {
                    var due = Tables.China.DeadlineAfter(start, n);
                    Assert.True(due.Date > start);
                    Assert.True(Tables.China.IsWorkingDay(due.Date));
                    Assert.Equal(n, Tables.China.WorkingDaysBetween(start, due.Date));
                    Assert.Equal(due.Date, Tables.China.RollForward(due.Date));
                }
            );

    [Fact]
    public void A_later_start_or_a_longer_term_never_ends_earlier() =>
        Gen.Select(Start, Start, Count, Count)
            .Check(
                (a, b, m, n) =>
                {
                    var (early, late) = a < b ? (a, b) : (b, a);
                    var (few, many) = m < n ? (m, n) : (n, m);
                    Assert.True(Tables.China.DeadlineAfter(early, few).Date <= Tables.China.DeadlineAfter(late, few).Date);
                    Assert.True(Tables.China.DeadlineAfter(early, few).Date <= Tables.China.DeadlineAfter(early, many).Date);
                }
            );

    [Fact]
    public void A_term_may_be_counted_in_two_parts() =>
        Gen.Select(Start, Count, Count)
            .Check(
                (start, m, n) =>
                    Assert.Equal(
                        Tables.China.DeadlineAfter(start, m + n).Date,
                        Tables.China.DeadlineAfter(Tables.China.DeadlineAfter(start, m).Date, n).Date
                    )
            );

    [Fact]
    public void A_deadline_is_provisional_exactly_when_it_lies_in_a_provisional_year() =>
        Gen.Select(Start, Count)
            .Check(
                (start, n) =>
                {
                    var due = Tables.China.DeadlineAfter(start, n);
                    Assert.Equal(due.Date.Year == 2027, due.Provisional);
                }
            );

    [Fact]
    public void The_earliest_start_is_the_first_one_whose_term_is_not_over() =>
        Gen.Select(Gen.Int[200, (366 * 7) + 100].Select(new DateOnly(2020, 1, 1).AddDays), Count)
            .Check(
                (day, n) =>
                {
                    var start = Tables.China.EarliestStart(day, n);
                    Assert.True(Tables.China.DeadlineAfter(start, n).Date >= day);
                    Assert.True(Tables.China.DeadlineAfter(start.AddDays(-1), n).Date < day);
                }
            );

    [Fact]
    public void Working_days_between_are_additive_and_antisymmetric() =>
        Gen.Select(Start, Start, Start)
            .Check(
                (a, b, c) =>
                {
                    Assert.Equal(
                        Tables.China.WorkingDaysBetween(a, c),
                        Tables.China.WorkingDaysBetween(a, b) + Tables.China.WorkingDaysBetween(b, c)
                    );
                    Assert.Equal(0, Tables.China.WorkingDaysBetween(a, b) + Tables.China.WorkingDaysBetween(b, a));
                },
                count: 1000
            );

    [Fact]
    public void Every_moment_of_a_date_lies_between_its_start_and_its_end() =>
        Gen.Select(Start, Gen.Long[0, TimeSpan.TicksPerDay - 1], Gen.Int[-14, 14])
            .Check(
                (date, ticks, offset) =>
                {
                    var moment = ChinaTime.StartOf(date).AddTicks(ticks).ToOffset(TimeSpan.FromHours(offset));
                    Assert.Equal(date, ChinaTime.DateOf(moment));
                    Assert.True(moment < ChinaTime.EndOf(date));
                    Assert.Equal(date.AddDays(1), ChinaTime.DateOf(ChinaTime.EndOf(date)));
                }
            );
}
