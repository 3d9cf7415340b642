using Grid.Domain.Codes;
using Grid.LoadGenerator.Chance;

namespace Grid.LoadGenerator.Demo;

/// <summary>The shares of the fates: most persons are registered, and every lawful end has its cases.</summary>
internal static class Fates
{
    private static readonly double GoldenRatio = (Math.Sqrt(5) - 1) / 2;

    public static readonly Weighted<Fate> Shares = new([
        (new Fate(FateKind.Submitted), 5),
        (new Fate(FateKind.Verifying), 5),
        (new Fate(FateKind.CorrectionAsked), 1.2),
        (new Fate(FateKind.Withdrawn), 1.5),
        (new Fate(FateKind.NotApproved, NonApprovalReason.IdentityNotVerifiable), 0.4),
        (new Fate(FateKind.NotApproved, NonApprovalReason.UnderSixteen), 0.2),
        (new Fate(FateKind.NotApproved, NonApprovalReason.DrawingPension), 0.7),
        (new Fate(FateKind.NotApproved, NonApprovalReason.Employed), 0.9),
        (new Fate(FateKind.NotApproved, NonApprovalReason.ActiveBusinessOwner), 0.5),
        (new Fate(FateKind.NotApproved, NonApprovalReason.NoWorkAbility), 0.3),
        (new Fate(FateKind.NotApproved, NonApprovalReason.NoWishToWork), 0.4),
        (new Fate(FateKind.NotApproved, NonApprovalReason.NoLongerUnemployed), 0.4),
        (new Fate(FateKind.NonApprovalObjected, NonApprovalReason.Employed), 0.4),
        (new Fate(FateKind.Registered), 50),
        (new Fate(FateKind.RegisteredAfterHit), 3),
        (new Fate(FateKind.RegisteredAfterCorrection), 1.5),
        (new Fate(FateKind.DataCorrected), 2),
        (new Fate(FateKind.DataObjected), 0.5),
        (new Fate(FateKind.ApplicationTransferred), 1),
        (new Fate(FateKind.RegistrationTransferred), 2),
        (new Fate(FateKind.TransferAsked), 0.7),
        (new Fate(FateKind.TransferDeclined), 0.4),
        (new Fate(FateKind.ByReferenceBecameOrdinary), 0.7),
        .. Enum.GetValues<ExitReason>()
            .Select(reason =>
                (
                    new Fate(FateKind.Exited, Exit: reason),
                    reason switch
                    {
                        ExitReason.Hired => 9.0,
                        ExitReason.SelfEmployed => 1.5,
                        ExitReason.StableIncome or ExitReason.BasicPension => 1.2,
                        ExitReason.SchoolMilitaryAbroad or ExitReason.GaveUpJobSeeking or ExitReason.PublicWelfarePost => 0.6,
                        _ => 0.25,
                    }
                )
            ),
        (new Fate(FateKind.ExitProposed, Exit: ExitReason.Other), 0.3),
        (new Fate(FateKind.ExitRevoked, Exit: ExitReason.Hired), 0.8),
        (new Fate(FateKind.ExitObjected, Exit: ExitReason.StableIncome), 0.4),
        (new Fate(FateKind.Returned, Exit: ExitReason.Hired), 1),
        (new Fate(FateKind.NumbersLinked), 0.5),
        (new Fate(FateKind.NumbersUnlinked), 0.2),
        (new Fate(FateKind.EnteredInError), 0.4),
    ]);

    /// <summary>
    /// The fate of a person. Multiples of the golden ratio fill the interval from 0 to 1 evenly, so a fate with a share of one in two
    /// hundred turns up in about every two hundred persons, and a few hundred persons have them all; pure chance would need thousands.
    /// </summary>
    public static Fate Of(ulong seed, int index)
    {
        var place = new Dice(seed).Fraction() + (index * GoldenRatio);
        return Shares.At(place - Math.Floor(place));
    }
}

/// <summary>What becomes of a made-up person.</summary>
/// <param name="Kind">How far the story goes.</param>
/// <param name="NonApproval">Why the application is not approved; null in the other stories.</param>
/// <param name="Exit">Why the registration ends; null in the other stories.</param>
internal sealed record Fate(FateKind Kind, NonApprovalReason? NonApproval = null, ExitReason? Exit = null);
