using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Chance;

namespace Grid.LoadGenerator.Persons;

/// <summary>What else the form asks: telephone, address, health, education, household registration.</summary>
internal static class MadeUpDetails
{
    private const string Disabled = "5";

    private static readonly Weighted<string> Health = new(("1", 900), ("2", 55), ("3", 15), ("4", 6), (Disabled, 24));

    private static readonly Weighted<string> DisabilityGrades = new(("2-02", 1), ("2-03", 3), ("2-04", 5), ("1-07", 1), ("1-09", 2));

    private static readonly Weighted<string> Education = new(
        ("71", 30),
        ("31", 19),
        ("61", 17),
        ("21", 13),
        ("41", 8),
        ("44", 5),
        ("47", 4),
        ("81", 3),
        ("14", 1),
        ("11", 0.05)
    );

    private static readonly Weighted<string> GraduateEducation = new(("21", 55), ("31", 38), ("14", 7));

    private static readonly Weighted<string> Hukou = new(("50", 40), ("21", 28), ("11", 18), ("22", 8), ("12", 6));

    public static PersonDetails Make(
        Dice dice,
        IdentityDocumentKind kind,
        Office office,
        PlaceGround ground,
        string? ethnicGroup,
        ByReferenceGroup? byReference,
        Places places
    )
    {
        var health = Health.Pick(dice);
        var isCitizen = kind == IdentityDocumentKind.CitizenNumber;
        var home = ground == PlaceGround.HouseholdRegistration ? office : places.PickOther(dice, office);
        return new PersonDetails
        {
            Telephone = MadeUpTelephones.Make(dice),
            Address = dice.Chance(0.9) ? Address(dice, places.NameOf(office)) : null,
            Health = health,
            DisabilityGrade = health == Disabled ? DisabilityGrades.Pick(dice) : null,
            Education = (byReference == ByReferenceGroup.Graduate ? GraduateEducation : Education).Pick(dice),
            EthnicGroup = ethnicGroup,
            HukouNature =
                isCitizen ? HukouNature(byReference, dice)
                : ethnicGroup is null ? "40"
                : "30",
            HukouRegion = isCitizen ? home.CountingUnit.Value : null,
        };
    }

    public static string Address(Dice dice, string place) =>
        $"{place}{dice.Pick(NameParts.Streets)}{dice.Between(1, 300)}号{dice.Between(1, 30)}栋{dice.Between(1, 18)}{dice.Between(1, 4):00}室";

    private static string HukouNature(ByReferenceGroup? group, Dice dice) =>
        group == ByReferenceGroup.MigrantLivingSubsidy
            ? dice.Chance(0.6)
                ? "21"
                : "22"
            : Hukou.Pick(dice);
}
