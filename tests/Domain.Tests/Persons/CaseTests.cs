using System.Text;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Single rules of cases, exits and figures.</summary>
public sealed class CaseTests
{
    [Theory]
    [InlineData("2020-09-30", "2020-10-12")]
    [InlineData("2021-02-10", "2021-02-20")]
    [InlineData("2024-02-09", "2024-02-20")]
    [InlineData("2025-01-27", "2025-02-07")]
    [InlineData("2026-02-14", "2026-02-26")]
    [InlineData("2026-09-30", "2026-10-10")]
    public void Three_working_days_that_neither_correction_nor_transfer_stops(string start, string due)
    {
        var r = Scripts.Empty();
        r.Now = World.At(start + "T16:00");
        Assert.Equal(World.Day(due), Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk)).Due);
        Scripts.Ok(
            r.Ask(
                0,
                new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Inconclusive, World.Match(r.Now)),
                World.Clerk
            )
        );
        Scripts.Ok(r.Ask(0, new AskCorrection("请更正姓名"), World.Clerk));
        Scripts.Ok(r.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Clerk));
        Assert.Equal(World.Day(due), r.Records[0].Application!.ReviewDue.Date);

        r.Now = World.At(due + "T23:59:59");
        r.Ask(0, new Tick(), Actor.Register);
        Assert.Null(r.Records[0].Application!.OverdueSince);
        r.Now = World.At(due + "T00:00").AddDays(1);
        r.Ask(0, new Tick(), Actor.Register);
        r.Ask(0, new Tick(), Actor.Register);
        Assert.Equal(World.At(due + "T00:00").AddDays(1), r.Records[0].Application!.OverdueSince);
        var overdue = Assert.Single(r.Journal.OfType<DutyOverdue>(), e => e.Kind == DutyKind.Review);
        Assert.Equal(r.Records[0].Application!.EscalatedTo, overdue.EscalatedTo);
        Assert.Null(NextReminder.MomentOf(r.Records[0], r.Now));
    }

    [Fact]
    public void Another_offices_application_is_one_request_however_often_it_is_repeated()
    {
        var r = States.Of("submitted");
        var first = Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now, World.OtherUrban), World.OtherClerk));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(
                first.Reference,
                Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now, World.OtherUrban), World.OtherClerk)).Reference
            );
        }

        Assert.Single(r.Records[0].Application!.TransferRequests);
    }

    [Fact]
    public void The_platform_may_send_again_what_it_sent_before_even_after_newer_applications()
    {
        var r = Scripts.Empty();
        var sent = World.Application(World.Citizen(), r.Now) with
        {
            Channel = ApplicationChannel.Platform,
            PlatformNumber = PlatformApplicationNumber.Parse("P-1"),
            SubmittedAt = r.Now,
        };
        Assert.Equal(OutcomeKind.Submitted, Scripts.Ok(r.Ask(0, sent, Actor.Register)).Kind);
        Assert.Equal(OutcomeKind.ApplicationExists, Scripts.Ok(r.Ask(0, sent, Actor.Register)).Kind);
        Assert.Equal(
            OutcomeKind.ContactUpdated,
            Scripts.Ok(r.Ask(0, sent with { Details = World.Details("13900139000") }, Actor.Register)).Kind
        );
        Assert.Equal(
            RefusalCode.PlatformRepeatContradicts,
            r.Ask(0, sent with { Reason = UnemploymentReason.LostJob }, Actor.Register).Refusal!.Code
        );
        var otherName = r.Ask(0, sent with { Name = Domain.Identity.PersonName.Parse("别人") }, Actor.Register).Refusal!;
        Assert.Equal((RefusalCode.PlatformRepeatContradicts, "name"), (otherName.Code, otherName.Field));
        Scripts.Ok(r.Ask(0, new WithdrawApplication(World.Word()), World.Clerk));
        Scripts.Register(r, 0);
        var before = SmallRegister.JsonOf(r.Records[0]);
        Assert.Equal(OutcomeKind.ApplicationExists, Scripts.Ok(r.Ask(0, sent with { Office = World.OtherUrban }, Actor.Register)).Kind);
        Assert.Equal(before, SmallRegister.JsonOf(r.Records[0]));
    }

    [Fact]
    public void What_was_entered_in_error_leaves_the_numbers_owner_without_a_mark()
    {
        foreach (var state in new[] { "nothing", "withdrawn", "exited", "byReference" })
        {
            var r = States.Of(state);
            var before = SmallRegister.JsonOf(r.Records[0] with { Sequence = 0, Prior = null });

            // Beside an active case another name is rejected at once.
            var name = state == "byReference" ? r.Records[0].Identity!.Name : Domain.Identity.PersonName.Parse("别人");
            Scripts.Register(r, 0, with: a => a with { Name = name, Details = World.Details("13900139000") with { Education = "10" } });
            Scripts.EndInError(r, 0);

            // Kept beside the record, and in none of its parts.
            Assert.Equal(name, Assert.Single(r.Records[0].InError).Identity.Name);
            Assert.Equal(before, SmallRegister.JsonOf(r.Records[0] with { Sequence = 0, InError = [] }));
        }
    }

    [Fact]
    public void By_reference_enters_the_stock_once_as_new_when_it_becomes_ordinary()
    {
        var r = States.Of("byReference");
        Assert.Equal(0, Contributions.Stock(r.CountsOf(0)));
        Scripts.Register(r, 0);
        Assert.Equal(1, Contributions.Stock(r.CountsOf(0)));
        Assert.Single(r.CountsOf(0), e => e is { Kind: CountKind.New, Case.Block: CountBlock.Urban });
        Assert.DoesNotContain(r.CountsOf(0), e => e.Kind == CountKind.Exit);
        Assert.Equal(PastEnding.BecameOrdinary, Assert.Single(r.Records[0].Past).Ending);
    }

    [Fact]
    public void Under_sixteen_is_never_registered_and_a_foreign_card_only_after_a_check_by_hand()
    {
        var child = new SmallRegister(World.Citizen(birth: "20100401"));
        Scripts.Ok(child.Ask(0, World.Application(child.Numbers[0], child.Now), World.Clerk));
        Scripts.Ok(
            child.Ask(0, new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Confirmed, World.Hand()), World.Clerk)
        );
        Assert.Equal(RefusalCode.UnderSixteen, child.Ask(0, new ApproveApplication(), World.Clerk).Refusal!.Code);
        Scripts.Ok(child.Ask(0, new RefuseApplication(NonApprovalReason.UnderSixteen), World.Clerk));

        var foreign = Scripts.Empty();
        Scripts.Ok(foreign.Ask(2, World.Application(World.Foreigner(), foreign.Now), World.Clerk));
        Scripts.Ok(
            foreign.Ask(
                2,
                new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Confirmed, World.Match(foreign.Now)),
                World.Clerk
            )
        );
        Assert.Equal(RefusalCode.BasisNotEnough, foreign.Ask(2, new ApproveApplication(), World.Clerk).Refusal!.Code);
        Scripts.Approve(foreign, 2);
    }

    [Fact]
    public void A_revoked_exit_restores_the_original_registration_and_a_death_sends_no_message()
    {
        var r = Scripts.Registered();
        var original = SmallRegister.JsonOf(r.Records[0].Registration);
        r.Now = r.Now.AddDays(40);
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Death), World.Clerk));
        Assert.DoesNotContain(r.Notices, n => n.Kind == NoticeKind.Exited);
        Scripts.Ok(r.Ask(0, new RevokeExit(r.Records[0].Past[0].Number, World.Hand()), World.Clerk));
        Assert.Equal(original, SmallRegister.JsonOf(r.Records[0].Registration));
    }

    [Theory]
    [InlineData("2026-03-01", false)]
    [InlineData("2026-03-02", true)]
    [InlineData("2026-03-03", false)]
    public void An_exit_lies_neither_before_the_registration_nor_in_the_future(string on, bool taken)
    {
        var exit = States.Exit(ExitReason.Hired).Exit with { On = World.Day(on) };
        Assert.Equal(taken, Scripts.Registered().Ask(0, new RecordExit(exit), World.Clerk).Refusal is null);
    }

    [Fact]
    public void Giving_up_is_the_persons_own_word_and_stable_income_is_not_a_clerks_look()
    {
        foreach (
            var (reason, evidence) in new[]
            {
                (ExitReason.GaveUpJobSeeking, World.Hand()),
                (ExitReason.GaveUpJobSeeking, World.Match(World.At("2026-03-02T09:00"))),
                (ExitReason.StableIncome, World.Hand()),
            }
        )
        {
            Assert.Equal(
                RefusalCode.BasisNotEnough,
                Scripts
                    .Registered()
                    .Ask(0, new RecordExit(States.Exit(reason).Exit with { Evidence = evidence }), World.Clerk)
                    .Refusal!.Code
            );
        }
    }

    [Fact]
    public void A_name_corrected_in_the_data_has_to_be_checked_again()
    {
        var r = States.Of("verifying");
        Scripts.Ok(r.Ask(0, new CorrectData { Why = "本人要求", Name = Domain.Identity.PersonName.Parse("司徒核对") }, World.Clerk));
        Assert.Equal(RefusalCode.IdentityNotVerified, r.Ask(0, new ApproveApplication(), World.Clerk).Refusal!.Code);
    }

    [Fact]
    public void No_message_reveals_health_prison_or_a_number()
    {
        foreach (var reason in new[] { ExitReason.NoWorkAbility, ExitReason.Imprisoned })
        {
            var r = Scripts.Registered();
            Scripts.Ok(r.Ask(0, States.Exit(reason), World.Clerk));
            var told = string.Join('\n', r.Notices.Select(SmallRegister.JsonOf));
            Assert.DoesNotContain("noWorkAbility", told, StringComparison.Ordinal);
            Assert.DoesNotContain("imprisoned", told, StringComparison.Ordinal);
            Assert.DoesNotContain(World.Citizen().Value, told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_person_with_three_past_registrations_fits_four_kilobytes()
    {
        var r = Scripts.Empty();
        for (var i = 0; i < 3; i++)
        {
            Scripts.Register(r, 0);
            Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        }

        Scripts.Register(r, 0);
        Assert.InRange(Encoding.UTF8.GetByteCount(SmallRegister.JsonOf(r.Records[0])), 1, 4096);
    }

    /// <summary>79/2020 (十): registered in an urban area, with a document that counts, and not by reference.</summary>
    [Theory]
    [InlineData(0, World.Urban, null, true)]
    [InlineData(0, World.Rural, null, false)]
    [InlineData(0, World.Urban, ByReferenceGroup.MigrantLivingSubsidy, false)]
    [InlineData(1, World.Urban, ByReferenceGroup.HongKongMacaoTaiwanResident, false)]
    [InlineData(2, World.Urban, null, false)]
    public void Who_is_in_the_urban_figures(int who, string office, ByReferenceGroup? group, bool counted)
    {
        var number = Scripts.Empty().Numbers[who];
        Assert.Equal(counted, Statistics.Counts(group, World.Offices.Find(office)!, number, World.Day("2026-03-02")));
    }

    [Fact]
    public void Each_exit_has_a_key_of_its_own_for_the_platform()
    {
        var r = Scripts.Registered();
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Scripts.Ok(r.Ask(0, new RevokeExit(r.Records[0].Past[0].Number, World.Hand()), World.Clerk));
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.SelfEmployed), World.Clerk));
        var keys = r.PlatformItems.Where(item => item.Kind == PlatformItemKind.Exit).Select(item => item.Key).ToList();
        Assert.Equal(2, keys.Count);
        Assert.Equal(2, keys.Distinct().Count());
    }

    [Fact]
    public void The_clear_facts_of_a_registration_show_a_release_from_prison_as_other()
    {
        var r = Scripts.Empty();
        Scripts.Register(r, 0, with: a => a with { Reason = UnemploymentReason.ReleasedFromPrison });
        Assert.Equal(UnemploymentReason.ReleasedFromPrison, r.Records[0].Registration!.Reason);
        Assert.Equal(UnemploymentReason.Other, Assert.Single(r.JournalOf(0).OfType<Registered>()).Facts.Reason);
    }
}
