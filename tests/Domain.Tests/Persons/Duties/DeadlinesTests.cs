using Grid.Domain.Persons;
using Grid.Domain.Tests.Calendar;

namespace Grid.Domain.Tests.Persons.Duties;

/// <summary>Every kind of duty has its term in the one table, and the terms of the notice are those that it names.</summary>
public sealed class DeadlinesTests
{
    [Theory]
    [InlineData(DutyKind.Review, 3)]
    [InlineData(DutyKind.Correction, 3)]
    [InlineData(DutyKind.FirstContact, 5)]
    [InlineData(DutyKind.Visit, 5)]
    [InlineData(DutyKind.ExitCheck, 1)]
    [InlineData(DutyKind.SecondPerson, 1)]
    [InlineData(DutyKind.PensionCheck, 10)]
    [InlineData(DutyKind.HardshipCheck, 10)]
    [InlineData(DutyKind.HardshipCase, 10)]
    [InlineData(DutyKind.HouseholdCheck, 10)]
    [InlineData(DutyKind.TransferRequest, 3)]
    [InlineData(DutyKind.Objection, 5)]
    [InlineData(DutyKind.ReExamination, 5)]
    [InlineData(DutyKind.PolicyHelp, 10)]
    [InlineData(DutyKind.PolicyResult, 30)]
    [InlineData(DutyKind.Complaint, 10)]
    [InlineData(DutyKind.SurveyContradiction, 5)]
    public void A_duty_has_its_working_days(DutyKind kind, int days)
    {
        var from = Tables.Day("2026-09-29");

        Assert.Equal(days, Deadlines.WorkingDaysOf(kind));
        Assert.Equal(Tables.China.DeadlineAfter(from, days), Deadlines.Of(kind, from, Tables.China));
    }

    [Fact]
    public void Every_kind_has_a_term_in_working_days_but_the_follow_up_the_end_of_a_recognition_and_the_answers_to_matters() =>
        Assert.Equal(
            [DutyKind.FollowUp, DutyKind.MatterAnswer, DutyKind.HardshipExpiry],
            Enum.GetValues<DutyKind>().Where(kind => Deadlines.WorkingDaysOf(kind) is null)
        );
}
