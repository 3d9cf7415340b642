using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>What a decision on an application waits for: the person's answer, the check of a group, a death on record.</summary>
public sealed class ReviewTests
{
    private static readonly RefuseApplication NotVerifiable = new(NonApprovalReason.IdentityNotVerifiable);

    [Theory]
    [InlineData("2026-03-02T09:01", "2026-03-05")] // Asked on the first day: the last day of the review.
    [InlineData("2026-03-04T17:00", "2026-03-05")]
    [InlineData("2026-03-05T09:01", "2026-03-06")] // Asked on the last day: the person still has a day.
    [InlineData("2026-03-06T23:59", "2026-03-09")] // Asked late, on a Friday.
    public void Who_is_asked_to_correct_has_until_the_last_day(string asked, string until)
    {
        var r = Doubted(asked);
        foreach (var early in new[] { World.At(asked).AddMinutes(1), World.At(until + "T00:00").AddSeconds(-1) })
        {
            r.Now = early;
            var refusal = r.Ask(0, NotVerifiable, World.Clerk).Refusal!;
            Assert.Equal(
                (RefusalCode.NonApprovalNotShown, FieldRule.WaitsForAnswer, until),
                (refusal.Code, refusal.Rule!.Value, refusal.AtLeast)
            );
            Assert.Equal(World.At(until + "T00:00"), refusal.State!.Until);
        }

        r.Now = World.At(until + "T00:00");
        Scripts.Ok(r.Ask(0, NotVerifiable, World.Clerk));
    }

    /// <summary>The answer of the first review is used up: a new doubt about the identity is a new chance to correct.</summary>
    [Fact]
    public void An_application_that_is_open_again_is_not_refused_on_the_earlier_answer()
    {
        var r = States.Of("correction");
        Scripts.Ok(r.Ask(0, new CorrectIdentity(PersonName.Parse("司徒核对")), World.Clerk));
        Contradicted();
        Scripts.Ok(r.Ask(0, new RefuseApplication(NonApprovalReason.IdentityNotVerifiable), World.Clerk));
        var objection = Scripts.Ok(r.Ask(0, new RaiseObjection(ObjectionSubject.NonApproval, "请复核"), World.Clerk)).Reference!;
        Scripts.Ok(r.Ask(0, new AnswerObjection(objection, true, "已复核"), World.SecondClerk));
        Contradicted();
        Assert.Equal(
            RefusalCode.NonApprovalNotShown,
            r.Ask(0, new RefuseApplication(NonApprovalReason.IdentityNotVerifiable), World.Clerk).Refusal!.Code
        );
        Scripts.Ok(r.Ask(0, new AskCorrection("请更正姓名"), World.Clerk));

        void Contradicted() =>
            Scripts.Ok(
                r.Ask(0, new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Contradicted, World.Hand()), World.Clerk)
            );
    }

    [Fact]
    public void An_answer_that_does_not_help_ends_the_waiting_and_the_same_name_is_no_answer()
    {
        var r = Doubted("2026-03-02T09:01");
        Assert.Equal(RefusalCode.NothingChanges, r.Ask(0, new CorrectIdentity(PersonName.Parse("欧阳测试")), World.Clerk).Refusal!.Code);
        Scripts.Ok(r.Ask(0, new CorrectIdentity(PersonName.Parse("司徒核对")), World.Clerk));
        Assert.Equal(FieldRule.NeedsCorrectionAsked, r.Ask(0, NotVerifiable, World.Clerk).Refusal!.Rule);
        Scripts.Ok(r.Ask(0, Identity(VerificationOutcome.Contradicted), World.Clerk));
        Scripts.Ok(r.Ask(0, NotVerifiable, World.Clerk));
    }

    [Fact]
    public void A_new_doubt_after_the_identity_was_confirmed_is_a_new_chance()
    {
        var r = Doubted("2026-03-02T09:01");
        Scripts.Ok(r.Ask(0, Identity(VerificationOutcome.Confirmed), World.Clerk));
        Scripts.Ok(r.Ask(0, Identity(VerificationOutcome.Inconclusive), World.Clerk));
        Assert.Equal(FieldRule.NeedsCorrectionAsked, r.Ask(0, NotVerifiable, World.Clerk).Refusal!.Rule);
        Scripts.Ok(r.Ask(0, new AskCorrection("请更正姓名"), World.Clerk));
        Assert.Equal(FieldRule.WaitsForAnswer, r.Ask(0, NotVerifiable, World.Clerk).Refusal!.Rule);
    }

    [Theory]
    [InlineData(ByReferenceGroup.Graduate)]
    [InlineData(ByReferenceGroup.UnemploymentSubsidy)]
    [InlineData(ByReferenceGroup.MigrantLivingSubsidy)]
    public void No_one_leaves_the_stock_by_a_group_that_was_not_checked(ByReferenceGroup group)
    {
        var r = new SmallRegister(World.Citizen(birth: "19750101"));
        Scripts.Ok(
            r.Ask(0, World.Application(r.Numbers[0], r.Now) with { ByReference = group, Reason = UnemploymentReason.Resigned }, World.Clerk)
        );
        Scripts.Ok(r.Ask(0, Identity(VerificationOutcome.Confirmed), World.Clerk));
        Assert.Equal(RefusalCode.GroupNotVerified, r.Ask(0, new ApproveApplication(), World.Clerk).Refusal!.Code);
        Assert.Equal(RefusalCode.BasisNotEnough, r.Ask(0, Group(VerificationOutcome.Confirmed, World.Word()), World.Clerk).Refusal!.Code);
        Scripts.Ok(r.Ask(0, Group(VerificationOutcome.Inconclusive, World.Match(r.Now)), World.Clerk));
        Assert.Equal(RefusalCode.GroupNotVerified, r.Ask(0, new ApproveApplication(), World.Clerk).Refusal!.Code);
        Scripts.Ok(r.Ask(0, Group(VerificationOutcome.Confirmed, World.Match(r.Now)), World.Clerk));
        Scripts.Ok(r.Ask(0, new ApproveApplication(), World.Clerk));
        Assert.Equal(0, Contributions.Stock(r.CountsOf(0)));
    }

    [Fact]
    public void A_contradicted_group_is_corrected_to_another_or_to_none()
    {
        var r = Scripts.Empty();
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now) with { ByReference = ByReferenceGroup.Graduate }, World.Clerk));
        Scripts.Ok(r.Ask(0, Identity(VerificationOutcome.Confirmed), World.Clerk));
        Scripts.Ok(r.Ask(0, Group(VerificationOutcome.Contradicted, World.Hand()), World.Clerk));
        Assert.Equal(RefusalCode.UnresolvedHit, r.Ask(0, new ApproveApplication(), World.Clerk).Refusal!.Code);
        Correct(r, ByReferenceGroup.UnemploymentSubsidy);
        Assert.Equal(RefusalCode.GroupNotVerified, r.Ask(0, new ApproveApplication(), World.Clerk).Refusal!.Code);
        Correct(r, null);
        Scripts.Ok(r.Ask(0, new ApproveApplication(), World.Clerk));
        Assert.Equal(1, Contributions.Stock(r.CountsOf(0)));

        // A registration enters the stock by an application of its own, never by a correction.
        Assert.Equal(
            FieldRule.OnlyOnApplication,
            r.Ask(0, new CorrectData { Why = "更正", Group = new GroupCorrection(ByReferenceGroup.Graduate) }, World.Clerk).Refusal!.Rule
        );
        r.CheckFolds();
    }

    [Fact]
    public void What_is_under_review_is_corrected_and_not_the_registration_beside_it()
    {
        var r = States.Of("byRefAndOpen");
        Scripts.Ok(
            r.Ask(
                0,
                new RecordVerification(VerificationSubject.UnemploymentReason, VerificationOutcome.Contradicted, World.Hand()),
                World.Clerk
            )
        );
        Scripts.Ok(r.Ask(0, Identity(VerificationOutcome.Confirmed), World.Clerk));
        Assert.Equal(RefusalCode.UnresolvedHit, r.Ask(0, new ApproveApplication(), World.Clerk).Refusal!.Code);
        var told = r.PlatformItems.Count;
        Scripts.Ok(r.Ask(0, new CorrectData { Why = "核查为被辞退", Reason = UnemploymentReason.DismissedByEnterprise }, World.Clerk));
        Assert.Equal(told, r.PlatformItems.Count);
        Assert.Equal(
            (UnemploymentReason.DismissedByEnterprise, UnemploymentReason.Resigned),
            (r.Records[0].Application!.Reason, r.Records[0].Registration!.Reason)
        );
        Assert.Equal(
            FieldRule.ByReferenceIsActive,
            r.Ask(0, new CorrectData { Why = "更正", Group = new GroupCorrection(ByReferenceGroup.Graduate) }, World.Clerk).Refusal!.Rule
        );
        Scripts.Ok(r.Ask(0, new ApproveApplication(), World.Clerk));
        r.CheckFolds();
    }

    [Fact]
    public void After_a_death_on_record_somebody_looks_before_the_number_is_registered_again()
    {
        var r = Scripts.Registered();
        r.Now = World.At("2026-03-20T10:00");
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Death, "2026-03-20"), World.Clerk));
        r.Now = World.At("2026-04-20T10:00");
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        var hit = Assert.Single(r.Records[0].Application!.Verifications);
        Assert.Equal((VerificationSubject.NotDeceased, VerificationOutcome.Contradicted), (hit.Subject, hit.Outcome));
        Scripts.Ok(r.Ask(0, Identity(VerificationOutcome.Confirmed), World.Clerk));
        Assert.Equal(RefusalCode.UnresolvedHit, r.Ask(0, new ApproveApplication(), World.Clerk).Refusal!.Code);
        Assert.Equal(RefusalCode.BasisNotEnough, r.Ask(0, Alive(World.Word("本人还活着")), World.Clerk).Refusal!.Code);
        Assert.Equal(
            FieldRule.OlderThanContradicted,
            r.Ask(0, Alive(World.Match(World.At("2026-03-19T10:00"))), World.Clerk).Refusal!.Rule
        );
        Scripts.Ok(r.Ask(0, Alive(World.Hand("本人到窗口,人证一致")), World.Clerk));
        Scripts.Ok(r.Ask(0, new ApproveApplication(), World.Clerk));

        // Once cleared it does not come again.
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired, "2026-04-20"), World.Clerk));
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Assert.Empty(r.Records[0].Application!.Verifications);
    }

    [Fact]
    public void Who_applied_after_a_death_on_record_is_informed_of_the_result()
    {
        var r = Scripts.Registered();
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Death), World.Clerk));
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Scripts.Ok(
            r.Ask(
                0,
                new RecordVerification(VerificationSubject.NoPension, VerificationOutcome.Contradicted, World.Match(r.Now)),
                World.Clerk
            )
        );
        Scripts.Ok(r.Ask(0, new RefuseApplication(NonApprovalReason.DrawingPension), World.Clerk));
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.NotApproved);
    }

    [Fact]
    public void A_death_that_a_link_brings_is_looked_at_as_well()
    {
        var r = Scripts.Registered(1);
        Scripts.Ok(r.Ask(1, States.Exit(ExitReason.Death), World.Clerk));
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Scripts.Ok(r.Ask(0, Identity(VerificationOutcome.Confirmed), World.Clerk));
        Scripts.Ok(r.Ask(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        r.Settle();
        Assert.Equal(RefusalCode.UnresolvedHit, r.Ask(0, new ApproveApplication(), World.Clerk).Refusal!.Code);
        Scripts.Ok(r.Ask(0, Alive(World.Hand()), World.Clerk));
        Scripts.Ok(r.Ask(0, new ApproveApplication(), World.Clerk));
    }

    /// <summary>
    /// 79/2020 (二): matched data often still say "employed", because the former employer has not reported the end. Somebody must have
    /// looked.
    /// </summary>
    [Theory]
    [InlineData(VerificationSubject.OutOfWork, NonApprovalReason.Employed)]
    [InlineData(VerificationSubject.NoActiveBusiness, NonApprovalReason.ActiveBusinessOwner)]
    public void A_match_alone_refuses_no_one_as_employed(VerificationSubject subject, NonApprovalReason reason)
    {
        var r = Scripts.Empty();
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        Scripts.Ok(
            r.Ask(0, new RecordVerification(subject, VerificationOutcome.Contradicted, World.Match(r.Now, "社会保险参保库")), World.Clerk)
        );
        var refusal = r.Ask(0, new RefuseApplication(reason), World.Clerk).Refusal!;
        Assert.Equal((RefusalCode.NonApprovalNotShown, FieldRule.NeedsCheckByHand), (refusal.Code, refusal.Rule!.Value));
        Assert.True(r.Records[0].Application!.IsOpen);

        Scripts.Ok(
            r.Ask(
                0,
                new RecordVerification(subject, VerificationOutcome.Contradicted, World.Hand("电话核实,本人称已在新单位上班")),
                World.Clerk
            )
        );
        Scripts.Ok(r.Ask(0, new RefuseApplication(reason), World.Clerk));
    }

    /// <summary>79/2020 (十): also where an older version recorded what only the person can say.</summary>
    [Fact]
    public void Only_the_person_says_that_there_is_no_wish_to_work()
    {
        var r = Scripts.Empty();
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        var unwilling = new RecordVerification(
            VerificationSubject.WantsWork,
            VerificationOutcome.Contradicted,
            World.Hand("多次拒绝介绍的岗位")
        );
        Assert.Equal(RefusalCode.BasisNotEnough, r.Ask(0, unwilling, World.Clerk).Refusal!.Code);

        var recorded = new Verification
        {
            Subject = unwilling.Subject,
            Outcome = unwilling.Outcome,
            Evidence = unwilling.Evidence,
            At = r.Now,
            By = World.Clerk.Subject,
        };
        r.Records[0] = r.Records[0] with
        {
            Application = r.Records[0].Application! with { Status = ApplicationStatus.Verifying, Verifications = [recorded] },
        };
        Assert.Equal(
            FieldRule.NeedsOwnDeclaration,
            r.Ask(0, new RefuseApplication(NonApprovalReason.NoWishToWork), World.Clerk).Refusal!.Rule
        );
    }

    private static SmallRegister Doubted(string asked)
    {
        var r = Scripts.Empty();
        r.Now = World.At("2026-03-02T09:00");
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        r.Now = World.At(asked);
        Scripts.Ok(r.Ask(0, Identity(VerificationOutcome.Inconclusive), World.Clerk));
        Scripts.Ok(r.Ask(0, new AskCorrection("请更正姓名"), World.Clerk));
        return r;
    }

    private static void Correct(SmallRegister r, ByReferenceGroup? to) =>
        Scripts.Ok(r.Ask(0, new CorrectData { Why = "核查不属于该人群", Group = new GroupCorrection(to) }, World.Clerk));

    private static RecordVerification Identity(VerificationOutcome outcome) => new(VerificationSubject.Identity, outcome, World.Hand());

    private static RecordVerification Group(VerificationOutcome outcome, Evidence evidence) =>
        new(VerificationSubject.ByReferenceGroup, outcome, evidence);

    private static RecordVerification Alive(Evidence evidence) =>
        new(VerificationSubject.NotDeceased, VerificationOutcome.Confirmed, evidence);
}
