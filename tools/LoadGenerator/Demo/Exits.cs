using Grid.Client.Generated.Models;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Persons;

namespace Grid.LoadGenerator.Demo;

/// <summary>Exits for each lawful reason, with what each must show.</summary>
internal static class Exits
{
    public static ExitBody Make(ExitReason reason, MadeUpPerson person, PersonMaker maker, DateOnly today, Dice dice)
    {
        // Not before the day of the exit, or they would show nothing; and the same in a repeated run.
        var matched = ChinaTime.StartOf(today);
        return new ExitBody
        {
            Reason = Form.As<ExitBody_reason>(reason),

            // A registration begins on the day of its approval, which is today, and no exit lies before it.
            On = Form.DayOf(today),
            Evidence = reason switch
            {
                ExitReason.Hired => MadeUpEvidence.ByMatch(MadeUpEvidence.Employment, matched),
                ExitReason.SelfEmployed => MadeUpEvidence.ByMatch(MadeUpEvidence.Business, matched),
                ExitReason.StableIncome => MadeUpEvidence.ByWord("本人申报有稳定收入"),
                ExitReason.PublicWelfarePost => MadeUpEvidence.ByHand("已由街道安置到公益性岗位"),
                ExitReason.BasicPension => MadeUpEvidence.ByMatch(MadeUpEvidence.Pension, matched),
                ExitReason.NoWorkAbility => MadeUpEvidence.ByMatch(MadeUpEvidence.Ability, matched),
                ExitReason.SchoolMilitaryAbroad => MadeUpEvidence.ByWord("本人已入学"),
                ExitReason.Imprisoned => MadeUpEvidence.ByMatch(MadeUpEvidence.Prison, matched),
                ExitReason.Death => MadeUpEvidence.ByMatch(MadeUpEvidence.Deaths, matched),
                ExitReason.GaveUpJobSeeking => MadeUpEvidence.ByWord("本人申请终止就业要求"),
                _ => MadeUpEvidence.ByHand("家属来访说明情况"),
            },
            OtherReason = reason == ExitReason.Other ? "随家人迁往外省定居,本人同意结束登记" : null,
            Statement =
                reason == ExitReason.GaveUpJobSeeking
                    ? new StatementBody
                    {
                        Channel = ContactChannel.FaceToFace,
                        At = ChinaTime.StartOf(today),
                        Text = "家里需要人照顾,我暂时不找工作了",
                    }
                    : null,
            Employer = Form.EmployerOf(reason == ExitReason.Hired ? MadeUpEmployers.Make(dice, maker.Places.NameOf(person.Office)) : null),
        };
    }
}
