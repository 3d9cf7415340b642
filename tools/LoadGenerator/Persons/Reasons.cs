using Grid.Domain.Codes;
using Grid.LoadGenerator.Chance;

namespace Grid.LoadGenerator.Persons;

/// <summary>Why made-up persons are out of work.</summary>
internal static class Reasons
{
    public static readonly string[] OtherTexts = ["照料家人后重新求职", "随配偶迁居", "境外务工结束回国", "长期自由职业后求职"];

    private static readonly Weighted<UnemploymentReason> Shares = new(
        (UnemploymentReason.LostJob, 9),
        (UnemploymentReason.DismissedByEnterprise, 29),
        (UnemploymentReason.EnterpriseBankrupt, 5),
        (UnemploymentReason.DismissedByPublicInstitution, 1),
        (UnemploymentReason.Resigned, 26),
        (UnemploymentReason.ClosedOwnTrade, 7),
        (UnemploymentReason.ClosedOwnEnterprise, 2),
        (UnemploymentReason.LeftFlexibleEmployment, 11),
        (UnemploymentReason.LeftPublicWelfarePost, 1.5),
        (UnemploymentReason.LandExpropriated, 1.5),
        (UnemploymentReason.LeftMilitaryService, 1),
        (UnemploymentReason.ReleasedFromPrison, 0.5),
        (UnemploymentReason.Other, 3)
    );

    public static UnemploymentReason Of(ByReferenceGroup? group, int age, Dice dice) =>
        group switch
        {
            ByReferenceGroup.Graduate => UnemploymentReason.LeftSchool,
            ByReferenceGroup.UnemploymentSubsidy or ByReferenceGroup.MigrantLivingSubsidy => UnemploymentReason.DismissedByEnterprise,
            _ when age < 26 && dice.Chance(0.4) => UnemploymentReason.LeftSchool,
            _ => Shares.Pick(dice),
        };

    public static bool HadEmployer(UnemploymentReason reason) =>
        reason
            is UnemploymentReason.LostJob
                or UnemploymentReason.DismissedByEnterprise
                or UnemploymentReason.EnterpriseBankrupt
                or UnemploymentReason.DismissedByPublicInstitution
                or UnemploymentReason.Resigned;
}
