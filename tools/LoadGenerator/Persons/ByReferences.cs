using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Demo;

namespace Grid.LoadGenerator.Persons;

/// <summary>Who is served by reference (参照登记失业人员进行服务).</summary>
internal static class ByReferences
{
    /// <summary>
    /// The group of an application under this number: residence permits of Hong Kong, Macao and Taiwan have theirs, and no other document
    /// has it.
    /// </summary>
    public static ByReferenceGroup? FittingTo(IdentityNumber number, ByReferenceGroup? group) =>
        number.IsHongKongMacaoTaiwan ? ByReferenceGroup.HongKongMacaoTaiwanResident
        : group == ByReferenceGroup.HongKongMacaoTaiwanResident ? null
        : group;

    public static ByReferenceGroup? Of(Fate fate, IdentityDocumentKind kind, int age, Dice dice)
    {
        if (fate.Kind == FateKind.ByReferenceBecameOrdinary)
            return age <= 26 ? ByReferenceGroup.Graduate : ByReferenceGroup.UnemploymentSubsidy;
        if (
            kind
            is IdentityDocumentKind.HongKongResidencePermit
                or IdentityDocumentKind.MacaoResidencePermit
                or IdentityDocumentKind.TaiwanResidencePermit
        )
        {
            return ByReferenceGroup.HongKongMacaoTaiwanResident;
        }

        if (kind != IdentityDocumentKind.CitizenNumber)
            return null;
        if (age is >= 21 and <= 26 && dice.Chance(0.25))
            return ByReferenceGroup.Graduate;
        return dice.Chance(0.03) ? ByReferenceGroup.UnemploymentSubsidy
            : dice.Chance(0.015) ? ByReferenceGroup.MigrantLivingSubsidy
            : null;
    }
}
