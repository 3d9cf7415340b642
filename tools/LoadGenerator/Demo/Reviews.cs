using Grid.Client.Generated.Models;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Persons;

namespace Grid.LoadGenerator.Demo;

/// <summary>How offices check an application and decide it.</summary>
internal static class Reviews
{
    /// <summary>The checks that an application has while it waits.</summary>
    public static async Task StartAsync(Case one, Dice dice)
    {
        await one.Verify(VerificationSubject.OutOfWork, VerificationOutcome.Confirmed, Match(one, MadeUpEvidence.Employment));
        if (dice.Chance(0.3))
            await one.Verify(VerificationSubject.NoPension, VerificationOutcome.Confirmed, Match(one, MadeUpEvidence.Pension));
    }

    /// <summary>Checked and approved.</summary>
    /// <param name="one">Whose application.</param>
    /// <param name="dice">Which checks it gets.</param>
    /// <param name="byReference">Whether the application names the person's by-reference group, if there is one.</param>
    public static async Task PassAsync(Case one, Dice dice, bool byReference = true)
    {
        await ConfirmIdentityAsync(one);
        if (byReference)
            await ConfirmGroupAsync(one);
        if (dice.Chance(0.4))
            await one.Verify(VerificationSubject.OutOfWork, VerificationOutcome.Confirmed, Match(one, MadeUpEvidence.Employment));
        await one.Approve();
    }

    /// <summary>
    /// The data still say "employed", because the former employer has not reported the end; a clerk checks, and the application is
    /// approved.
    /// </summary>
    public static async Task PassAfterHitAsync(Case one)
    {
        await one.Submit();
        await ConfirmIdentityAsync(one);
        await one.Verify(VerificationSubject.OutOfWork, VerificationOutcome.Contradicted, Match(one, MadeUpEvidence.Employment));
        await one.Verify(
            VerificationSubject.OutOfWork,
            VerificationOutcome.Confirmed,
            MadeUpEvidence.ByHand("原单位尚未办理停保,电话核实已离职")
        );
        await ConfirmGroupAsync(one);
        await one.Approve();
    }

    /// <summary>The name does not fit the number: the person is asked to correct it.</summary>
    public static async Task AskCorrectionAsync(Case one)
    {
        await one.Submit(one.Person with { Name = MadeUpNames.Mistyped(one.Person.Name) }, one.Office, CommandOutcome.Submitted);
        await one.Verify(VerificationSubject.Identity, VerificationOutcome.Contradicted, Match(one, MadeUpEvidence.Population));
        await one.AskCorrection("姓名与证件号码不一致,请核对");
    }

    public static async Task PassAfterCorrectionAsync(Case one)
    {
        await AskCorrectionAsync(one);
        await one.CorrectIdentity(one.Person.Name.Value);
        await ConfirmIdentityAsync(one);
        await ConfirmGroupAsync(one);
        await one.Approve();
    }

    /// <summary>Not approved, with the check that shows the reason.</summary>
    public static async Task RefuseAsync(Case one, NonApprovalReason reason)
    {
        if (reason == NonApprovalReason.IdentityNotVerifiable)
        {
            // The person answers, and it does not help; without an answer it would wait for the last day.
            await AskCorrectionAsync(one);
            await one.CorrectIdentity(one.Person.Name.Value);
            await one.Verify(VerificationSubject.Identity, VerificationOutcome.Contradicted, Match(one, MadeUpEvidence.Population));
        }
        else
        {
            await one.Submit();
            await ConfirmIdentityAsync(one);
            await ContradictAsync(one, reason);
        }

        await one.Refuse(reason, reason == NonApprovalReason.NoLongerUnemployed ? ChinaTime.DateOf(one.Person.SubmittedAt) : null);
    }

    private static async Task ContradictAsync(Case one, NonApprovalReason reason)
    {
        switch (reason)
        {
            case NonApprovalReason.DrawingPension:
                await one.Verify(VerificationSubject.NoPension, VerificationOutcome.Contradicted, Match(one, MadeUpEvidence.Pension));
                break;
            case NonApprovalReason.Employed:
                await one.Verify(VerificationSubject.OutOfWork, VerificationOutcome.Contradicted, Match(one, MadeUpEvidence.Employment));
                await one.Verify(
                    VerificationSubject.OutOfWork,
                    VerificationOutcome.Contradicted,
                    MadeUpEvidence.ByHand("电话核实,本人仍在该单位上班")
                );
                break;
            case NonApprovalReason.ActiveBusinessOwner:
                await one.Verify(
                    VerificationSubject.NoActiveBusiness,
                    VerificationOutcome.Contradicted,
                    Match(one, MadeUpEvidence.Business)
                );
                await one.Verify(
                    VerificationSubject.NoActiveBusiness,
                    VerificationOutcome.Contradicted,
                    MadeUpEvidence.ByWord("本人经营的店铺仍在营业")
                );
                break;
            case NonApprovalReason.NoWorkAbility:
                await one.Verify(VerificationSubject.AbleToWork, VerificationOutcome.Contradicted, Match(one, MadeUpEvidence.Ability));
                break;
            case NonApprovalReason.NoLongerUnemployed:
                await one.Verify(
                    VerificationSubject.OutOfWork,
                    VerificationOutcome.Contradicted,
                    MadeUpEvidence.ByWord("本人申请后已被单位录用")
                );
                break;
            case NonApprovalReason.NoWishToWork:
                await one.Verify(
                    VerificationSubject.WantsWork,
                    VerificationOutcome.Contradicted,
                    MadeUpEvidence.ByWord("本人目前没有就业要求")
                );
                break;
        }
    }

    /// <summary>A foreign card is checked by a clerk.</summary>
    private static Task ConfirmIdentityAsync(Case one) =>
        one.Verify(
            VerificationSubject.Identity,
            VerificationOutcome.Confirmed,
            one.Person.Number.RoutesToManualReview ? MadeUpEvidence.ByHand("当面核对证件,人证一致") : Match(one, MadeUpEvidence.Population)
        );

    private static async Task ConfirmGroupAsync(Case one)
    {
        if (one.Person.ByReference is not null)
            await one.Verify(VerificationSubject.ByReferenceGroup, VerificationOutcome.Confirmed, Match(one, MadeUpEvidence.Groups));
    }

    private static EvidenceBody Match(Case one, string source) => MadeUpEvidence.ByMatch(source, one.Person.SubmittedAt.AddMinutes(20));
}
