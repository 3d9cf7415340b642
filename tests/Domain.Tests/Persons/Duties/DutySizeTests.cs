using System.Text;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Calendar;

namespace Grid.Domain.Tests.Persons.Duties;

/// <summary>Ten years of one person.</summary>
public sealed class DutySizeTests(ITestOutputHelper output)
{
    [Fact]
    public void After_120_months_the_state_is_still_small_and_every_month_is_in_the_journal()
    {
        var log = DutyLog.RegisteredOn("2026-01-12", new WorkingCalendars(Tables.Shipped.WithProvisionalThrough(2037)));
        var largest = 0;
        for (var month = new YearMonth(2026, 2); month <= new YearMonth(2036, 1); month = month.AddMonths(1))
        {
            // Of five months one is fulfilled early, one by an own report, one after two attempts, one late and one only at the very end of
            // the next.
            switch (month.MonthsSince(new YearMonth(2026, 2)) % 5)
            {
                case 0:
                    log.Until($"{month}-03T10:00").Contact();
                    break;
                case 1:
                    log.Until($"{month}-20T10:00").Contact(channel: ContactChannel.OwnReport);
                    break;
                case 2:
                    log.Until($"{month}-10T10:00").Contact(ContactOutcome.NotReached);
                    log.Contact(ContactOutcome.NotReached);
                    log.Contact(ContactOutcome.RefusedService);
                    break;
                case 3:
                    log.Until($"{month.AddMonths(1)}-02T10:00").Contact();
                    break;
                default:
                    log.Until($"{month.LastDay:yyyy-MM-dd}T23:59:59").Contact();
                    break;
            }

            foreach (var duty in log.Person.Record.Duties.Where(d => d.Kind == DutyKind.HardshipCheck).ToArray())
            {
                Assert.NotNull(duty.Key);
                log.Do(new RecordHardshipCheck(null, World.Hand()));
            }

            largest = Math.Max(largest, Encoding.UTF8.GetByteCount(SmallRegister.JsonOf(log.Person.Record)));
        }

        output.WriteLine($"{log.Lines().Count} events; the state was never larger than {largest} bytes");
        Assert.InRange(largest, 1, 4096);
        Assert.Equal(
            Enumerable.Range(0, 120).Select(i => $"followUp:{new YearMonth(2026, 2).AddMonths(i)}").Order(StringComparer.Ordinal),
            log.All<DutyClosed>()
                .Where(e => e.Kind == DutyKind.FollowUp && string.CompareOrdinal(e.Key, "followUp:2036-02") < 0)
                .Select(e => e.Key)
                .Order(StringComparer.Ordinal)
        );
        log.Register.CheckFolds();
    }

    [Fact]
    public void Every_kind_of_duty_open_and_claimed_at_once_stays_small()
    {
        var log = DutyLog.RegisteredOn("2026-01-12");
        for (var i = 0; i < 3; i++)
            log.Contact(ContactOutcome.NotReached);
        log.Until("2027-02-10T10:00");
        log.Do(new RecordExit(States.Exit(Domain.Codes.ExitReason.Other).Exit));
        log.Do(new RaiseObjection(Domain.Persons.ObjectionSubject.Data, "请复核"));
        foreach (var duty in log.Person.Record.Duties.Where(d => d.Kind is not DutyKind.Objection).ToArray())
            log.Do(new ClaimDuty(duty.Key, 72));
        Assert.Equal(7, log.Person.Record.Duties.Count(d => d.Claim is not null));
        // Seven claimed duties, an objection and a proposal with a name of its own at once: a little more than the usual bound of 4 KB.
        Assert.InRange(Encoding.UTF8.GetByteCount(SmallRegister.JsonOf(log.Person.Record)), 1, 4640);
    }
}
