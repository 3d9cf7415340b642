using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Persons.Duties;

namespace Grid.Domain.Tests.Persons.Matching;

/// <summary>A row of the pension data is a match of them: it answers the duty to match (R10.1 ends with drawing, not with an age).</summary>
public sealed class PensionMatchTests
{
    [Fact]
    public void A_pension_row_answers_the_pension_duty()
    {
        var number = World.Citizen(1, "19650115");
        var r = new SmallRegister(number) { Now = World.At("2024-12-02T10:00"), Sources = MatchingSources.BuiltIn };
        var log = new DutyLog(r);
        log.Do(World.Application(number, r.Now));
        Scripts.Approve(r, 0);
        log.Until("2025-01-06T10:00");
        Assert.Contains("pensionCheck:2025-01", log.Person.Keys);

        log.Do(new RecordMatch("pension", "p1", r.Now, new MatchedFact(World.Day("2025-01-01"))), World.Feed);
        Assert.DoesNotContain("pensionCheck:2025-01", log.Person.Keys);
        Assert.Equal(DutyClosing.InTime, log.All<DutyClosed>().Single(closed => closed.Kind == DutyKind.PensionCheck).How);
        Assert.Equal(DutyKind.ExitCheck, log.Person.Duty("match:basicPension").Kind);

        // One that is wrong is no match.
        log.Do(new JudgeMatch("pension", "p1", false, MatchFault.OtherPerson, null));
        Assert.Equal(["pensionCheck:2025-01"], log.Person.Keys.Where(key => key.StartsWith("pension", StringComparison.Ordinal)));
    }
}
