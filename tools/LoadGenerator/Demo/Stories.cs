using Grid.Client.Generated.Models;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Persons;

namespace Grid.LoadGenerator.Demo;

/// <summary>
/// What each fate sends, from the application to the end that it has so far. The same seed, day and person always send the same.
/// </summary>
/// <param name="Maker">Makes the other number of a person who has two.</param>
/// <param name="Clock">An exit happens today.</param>
internal sealed record Stories(PersonMaker Maker, TimeProvider Clock)
{
    public async Task TellAsync(Fate fate, Case one)
    {
        var dice = Dice.For(Maker.Seed, one.Person.Index, "story");
        switch (fate.Kind)
        {
            case FateKind.Submitted:
                await one.Submit();
                break;
            case FateKind.Verifying:
                await one.Submit();
                await Reviews.StartAsync(one, dice);
                break;
            case FateKind.CorrectionAsked:
                await Reviews.AskCorrectionAsync(one);
                break;
            case FateKind.Withdrawn:
                await one.Submit();
                await one.Withdraw("本人已找到工作,自愿撤回");
                break;
            case FateKind.NotApproved:
                await Reviews.RefuseAsync(one, fate.NonApproval!.Value);
                break;
            case FateKind.NonApprovalObjected:
                await Reviews.RefuseAsync(one, fate.NonApproval!.Value);
                await one.Object(ObjectionSubject.NonApproval, "本人已离开该单位,请复核");
                if (dice.Chance(0.5))
                    await one.AnswerObjection(upheld: false, "经复核,目前仍在该单位就业");
                break;
            case FateKind.ApplicationTransferred:
                await one.Submit();
                await one.TransferApplication(Maker.Places.PickOther(dice, one.Office));
                await Reviews.PassAsync(one, dice);
                break;
            case FateKind.RegisteredAfterHit:
                await Reviews.PassAfterHitAsync(one);
                break;
            case FateKind.RegisteredAfterCorrection:
                await Reviews.PassAfterCorrectionAsync(one);
                break;
            case FateKind.NumbersLinked or FateKind.NumbersUnlinked:
                await LinkAsync(fate.Kind, one, dice);
                break;
            case FateKind.EnteredInError:
                await one.Submit();
                if (dice.Chance(0.5))
                    await Reviews.PassAsync(one, dice);
                await one.EndInError("录入时证件号码有误");
                break;
            default:
                await one.Submit();
                await Reviews.PassAsync(one, dice);
                await AfterRegistrationAsync(fate, one, dice);
                break;
        }
    }

    private async Task AfterRegistrationAsync(Fate fate, Case one, Dice dice)
    {
        switch (fate.Kind)
        {
            case FateKind.DataCorrected:
                await one.Correct(
                    new CorrectionBody
                    {
                        Note = "本人更换联系电话",
                        Telephone = MadeUpTelephones.Make(dice).Value,
                        Address = MadeUpDetails.Address(dice, Maker.Places.NameOf(one.Office)),
                    }
                );
                break;
            case FateKind.DataObjected:
                await one.Object(ObjectionSubject.Data, "登记的联系电话有误");
                await one.AnswerObjection(
                    upheld: true,
                    "情况属实,予以更正",
                    new CorrectionBodyPart { Telephone = MadeUpTelephones.Make(dice).Value }
                );
                break;
            case FateKind.TransferAsked or FateKind.TransferDeclined or FateKind.RegistrationTransferred:
                await MoveAsync(fate.Kind, one, dice);
                break;
            case FateKind.ByReferenceBecameOrdinary:
                await one.SubmitAgain(one.Person with { ByReference = null });
                await Reviews.PassAsync(one, dice, byReference: false);
                break;
            case FateKind.Exited:
                await one.Exit(Exits.Make(fate.Exit!.Value, one.Person, Maker, Clock.Today(), dice));
                if (fate.Exit is ExitReason.Other or ExitReason.GaveUpJobSeeking)
                    await one.ConfirmExit();
                break;
            case FateKind.ExitProposed or FateKind.ExitRevoked or FateKind.ExitObjected or FateKind.Returned:
                await one.Exit(Exits.Make(fate.Exit!.Value, one.Person, Maker, Clock.Today(), dice));
                await AfterExitAsync(fate.Kind, one, dice);
                break;
        }
    }

    private async Task AfterExitAsync(FateKind kind, Case one, Dice dice)
    {
        switch (kind)
        {
            case FateKind.ExitRevoked:
                await one.RevokeExit(MadeUpEvidence.ByHand("经核查系同名人员被录用"));
                break;
            case FateKind.ExitObjected:
                await one.Object(ObjectionSubject.Exit, "收入并不稳定,请复核");
                if (dice.Chance(0.5))
                    await one.AnswerObjection(upheld: false, "经复核,收入情况属实");
                break;
            case FateKind.Returned:
                await one.SubmitAgain(
                    one.Person with
                    {
                        ByReference = ByReferences.FittingTo(one.Person.Number, null),
                        Reason = UnemploymentReason.Resigned,
                        OtherReason = null,
                        UnemployedOn = Maker.Today,
                    }
                );
                await Reviews.PassAsync(one, dice, byReference: one.Person.Number.IsHongKongMacaoTaiwan);
                break;
        }
    }

    /// <summary>
    /// The person applies elsewhere: a transfer request, which the office that holds the case grants, declines or has not seen yet.
    /// </summary>
    private async Task MoveAsync(FateKind kind, Case one, Dice dice)
    {
        var there = Maker.Places.PickOther(dice, one.Office);
        await one.Submit(
            one.Person with
            {
                Channel = ApplicationChannel.Online,
                Ground = PlaceGround.HabitualResidence,
            },
            there,
            CommandOutcome.TransferRequested
        );
        if (kind == FateKind.TransferDeclined)
            await one.DeclineTransfer();
        if (kind == FateKind.RegistrationTransferred)
            await one.TransferRegistration(there, PlaceGround.HabitualResidence);
    }

    /// <summary>The same person under two numbers: the second one, which has an open application, becomes an alias of the first.</summary>
    private async Task LinkAsync(FateKind kind, Case one, Dice dice)
    {
        await one.Submit();
        await Reviews.PassAsync(one, dice);
        var number = Maker.OtherNumber(one.Person);
        var other = one.Person with
        {
            Number = number,
            ByReference = ByReferences.FittingTo(number, one.Person.ByReference),
            BirthDate = null,
            Sex = null,
            Channel = ApplicationChannel.Offline,
        };
        var second = one.Beside(other);
        await second.SubmitAgain(other);
        await second.LinkTo(one, "换领证件,两个号码为同一人");
        if (kind == FateKind.NumbersUnlinked)
            await one.Unlink(second, "经核实并非同一人");
    }
}
