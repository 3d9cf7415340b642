using Grid.Domain.Persons;
using static Grid.Domain.Tests.Persons.Scripts;

namespace Grid.Domain.Tests.Persons;

/// <summary>What a person says in a survey is shown beside what the office recorded; what contradicts is looked at by the office above.</summary>
public sealed class SurveyTests
{
    private const string County = "98010201";
    private static readonly Guid Survey = new("11111111-1111-1111-1111-111111111111");
    private static readonly Actor Auditor = new("auditor-1", Role.Auditor, null);
    private readonly SmallRegister r = Registered();

    private PersonRecord Record => r.Records[0];

    [Fact]
    public void Not_contacted_contradicts_only_a_contact_that_was_recorded()
    {
        Ok(Answer(("1", "2")));
        Assert.Empty(Record.SurveyChecks[0].Findings);
        Assert.False(Record.SurveyChecks[0].Contacted);

        Ok(r.Ask(0, new RecordContact { Channel = ContactChannel.Telephone, Outcome = ContactOutcome.Reached }, World.Clerk));
        Ok(Answer(Guid.NewGuid(), served: false, ("1", "2")));
        Assert.Equal([SurveyFinding.NotContacted], Record.SurveyChecks[1].Findings);
        Ok(Answer(Guid.NewGuid(), served: false, ("1", "1"), ("2", "2")));
        Assert.Empty(Record.SurveyChecks[2].Findings);
    }

    [Fact]
    public void Papers_contradict_the_rule_and_a_service_what_was_recorded()
    {
        Ok(Answer(Survey, served: true, ("2", "1"), ("3", "2"), ("5", "2")));
        Assert.Equal([SurveyFinding.PapersAsked, SurveyFinding.NotServed], Record.SurveyChecks[0].Findings);
        var duty = Assert.Single(Record.Duties, d => d.Kind == DutyKind.SurveyContradiction);
        Assert.Equal((County, World.Day("2026-03-09")), (duty.Office, duty.Due.Date));

        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new SettleContradiction(Survey, false, "不属实"), World.Clerk).Refusal!.Code);
        Ok(r.Ask(0, new SettleContradiction(Survey, true, "属实"), World.CountySupervisor));
        Assert.Equal((true, World.Day("2026-03-02")), (Record.SurveyChecks[0].Confirmed, Record.SurveyChecks[0].SettledOn));
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.SurveyContradiction);
        Assert.Equal(
            RefusalCode.NothingToSettle,
            r.Ask(0, new SettleContradiction(Survey, true, "属实"), World.CountySupervisor).Refusal!.Code
        );
        r.CheckFolds();
    }

    [Fact]
    public void Asked_twice_of_no_such_registration_or_by_who_is_surveyed_it_is_refused()
    {
        Ok(Answer(("1", "1")));
        Assert.Equal(RefusalCode.AlreadySurveyed, Answer(("1", "1")).Refusal!.Code);
        var number = Record.Registration!.Number;
        var elsewhere = new RecordSurveyAnswer(
            Guid.NewGuid(),
            Domain.Numbers.RegistrationNumber.Create("980102", World.Day("2026-03-02"), 999),
            SurveyOutcome.Refused,
            [],
            null
        );
        Assert.Equal(RefusalCode.NotInSample, r.Ask(0, elsewhere, Auditor).Refusal!.Code);
        var own = new RecordSurveyAnswer(Guid.NewGuid(), number, SurveyOutcome.Refused, [], null);
        foreach (var actor in new[] { World.Clerk, World.Applicant, new Actor("supervisor-9", Role.Supervisor, World.Urban) })
            Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, own, actor).Refusal!.Code);
    }

    [Fact]
    public void Replies_are_codes_once_each_and_only_of_who_answered()
    {
        Assert.Equal("survey-question", Assert.Single(Answer(("99", "1")).Refusal!.Allowed));
        Assert.Equal("survey-answer", Assert.Single(Answer(("1", "99")).Refusal!.Allowed));
        Assert.Equal(FieldRule.Overlaps, Answer(("1", "1"), ("1", "2")).Refusal!.Rule);
        Assert.Equal(("answers", FieldRule.Required), (Answer().Refusal!.Field, Answer().Refusal!.Rule));
        var refused = new RecordSurveyAnswer(Survey, Record.Registration!.Number, SurveyOutcome.Refused, [new("1", "1")], null);
        Assert.Equal(FieldRule.OnlyWhenAnswered, r.Ask(0, refused, Auditor).Refusal!.Rule);
        Assert.Empty(Record.SurveyChecks);
    }

    [Fact]
    public void Another_office_that_uses_the_data_is_told_of_once_a_day_by_kind_and_the_holder_never()
    {
        Ok(r.Ask(0, new NoteUse(DataUse.Revealed), World.Clerk));
        Assert.DoesNotContain(r.Notices, n => n.Kind == NoticeKind.DataUsed);
        foreach (var _ in new[] { 1, 2 })
            Ok(r.Ask(0, new NoteUse(DataUse.Revealed), World.CountySupervisor));
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.DataUsed);
        Ok(r.Ask(0, new NoteUse(DataUse.Printed), World.CountySupervisor));
        Ok(r.Ask(0, new NoteUse(DataUse.Revealed), World.Supervisor));
        Assert.Equal(3, r.Notices.Count(n => n.Kind == NoticeKind.DataUsed));
        r.Now = r.Now.AddDays(1);
        Ok(r.Ask(0, new NoteUse(DataUse.Revealed), World.CountySupervisor));
        Assert.Equal(4, r.Notices.Count(n => n.Kind == NoticeKind.DataUsed));
        Assert.Single(Record.ToldUses);
    }

    private Decision Answer(params (string Question, string Answer)[] replies) => Answer(Survey, served: false, replies);

    private Decision Answer(Guid survey, bool served, params (string Question, string Answer)[] replies) =>
        r.Ask(
            0,
            new RecordSurveyAnswer(
                survey,
                Record.Registration!.Number,
                SurveyOutcome.Answered,
                [.. replies.Select(one => new SurveyReply(one.Question, one.Answer))],
                null
            )
            {
                Served = served,
            },
            Auditor
        );
}
