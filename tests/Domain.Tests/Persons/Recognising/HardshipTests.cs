using System.Text;
using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Data;
using Grid.Domain.Json;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>The recognition as a hardship person: applied for, checked, made public, decided by two persons, ended.</summary>
public sealed class HardshipTests
{
    private readonly SmallRegister r = Scripts.Registered();

    private PersonRecord Record => r.Records[0];

    private ServiceState Service => Record.Registration!.Service;

    private HardshipProcedure Procedure => Record.Registration!.Recognising!;

    [Fact]
    public void From_application_to_recognition_with_a_message_for_each_step()
    {
        r.Hardship = Terms(publicityWorkingDays: 3);
        var id = Apply("050", "100");
        var duty = Assert.Single(Record.Duties, d => d.Kind == DutyKind.HardshipCase);
        Assert.Equal((World.Day("2026-03-16"), World.Urban), (duty.Due.Date, duty.Office));

        // Both are shown; the publicity ends on the third working day after, and until then there is nothing to do.
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, ["100", "050"], World.Hand()), World.Clerk));
        Assert.Equal(World.Day("2026-03-05"), Procedure.Open!.Examination!.PublicUntil!.Date);
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.HardshipCase);
        r.Now = World.At("2026-03-05T23:59");
        var early = r.Ask(0, new RecogniseHardship(id, null), World.Clerk).Refusal!;
        Assert.Equal((RefusalCode.PublicityNotOver, "2026-03-06"), (early.Code, early.AtLeast));
        r.Now = World.At("2026-03-06T00:00");
        Assert.Equal(r.Now, early.PassesAt);

        r.Now = World.At("2026-03-06T10:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Assert.Equal(World.Day("2026-03-20"), Assert.Single(Record.Duties, d => d.Kind == DutyKind.HardshipCase).Due.Date);
        var proposed = Scripts.Ok(r.Ask(0, new RecogniseHardship(id, World.Day("2026-03-02")), World.Clerk));
        Assert.Null(Service.Hardship);
        Assert.Equal(RefusalCode.SupervisorNeeded, r.Ask(0, new ConfirmProposal(proposed.Reference!), World.SecondClerk).Refusal!.Code);
        Assert.Equal(
            RefusalCode.SecondPersonNeeded,
            r.Ask(0, new ConfirmProposal(proposed.Reference!), World.Supervisor with { Subject = World.Clerk.Subject }).Refusal!.Code
        );
        Scripts.Ok(r.Ask(0, new ConfirmProposal(proposed.Reference!), World.Supervisor));
        Assert.Equal(HardshipRecognition.Of(["100", "050"], World.Day("2026-03-02"), World.Day("2029-03-01")), Service.Hardship);
        Assert.Equal((null, HardshipDecisionKind.Recognised), (Procedure.Open, Procedure.Latest!.Kind));
        Assert.DoesNotContain(Record.Duties, d => d.Kind is DutyKind.HardshipCase or DutyKind.SecondPerson);
        Assert.Equal(
            [NoticeKind.HardshipReceived, NoticeKind.HardshipPublished, NoticeKind.HardshipRecognised],
            r.Notices.Select(n => n.Kind).Where(kind => kind.ToString().StartsWith("Hardship", StringComparison.Ordinal))
        );
        Assert.All(r.Notices, n => Assert.DoesNotContain("\"050\"", n.Facts.GetRawText(), StringComparison.Ordinal));
        r.CheckFolds();
    }

    [Fact]
    public void Categories_are_in_the_list_and_given_once()
    {
        Wrong("categories", FieldRule.Required, new ApplyForHardship(HardshipOrigin.Person, []));
        Wrong("categories[1]", FieldRule.NotInList, new ApplyForHardship(HardshipOrigin.Person, ["050", "051"]));
        Wrong("categories[2]", FieldRule.Duplicate, new ApplyForHardship(HardshipOrigin.Person, ["050", "060", "050"]));
        var id = Apply("050");
        Wrong("categories[0]", FieldRule.NotAppliedFor, new ExamineHardship(id, ["060"], World.Hand()));
        Wrong(
            "recognition.categories[1]",
            FieldRule.Duplicate,
            new RecordHardshipCheck(HardshipRecognition.Of(["050", "050"], World.Day("2026-03-02"), null), World.Hand())
        );
        var again = r.Ask(0, new ApplyForHardship(HardshipOrigin.Office, ["060"]), World.Clerk).Refusal!;
        Assert.Equal((RefusalCode.HardshipApplicationOpen, id), (again.Code, again.State!.Number));
        Assert.Equal(RefusalCode.NoHardshipApplication, r.Ask(0, new ExamineHardship("x", [], World.Hand()), World.Clerk).Refusal!.Code);
    }

    [Fact]
    public void The_office_checks_and_the_person_applies()
    {
        Scripts.Ok(r.Ask(0, new ApplyForHardship(HardshipOrigin.Office, ["050"]), World.Applicant));
        var open = Procedure.Open!;
        Assert.Equal(HardshipOrigin.Person, open.Origin);
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new ExamineHardship(open.Id, [], World.Hand()), World.OtherClerk).Refusal!.Code);
        Assert.NotNull(r.Ask(0, new ExamineHardship(open.Id, [], World.Hand()), World.Applicant).Refusal);
        Assert.Equal(
            (RefusalCode.BasisNotEnough, "evidence.basis"),
            Refused(r.Ask(0, new ExamineHardship(open.Id, ["050"], World.Word("本人陈述")), World.Clerk))
        );
        Wrong(
            "evidence.matchedAt",
            FieldRule.OlderThanContradicted,
            new ExamineHardship(open.Id, ["050"], World.Match(World.At("2026-03-01T10:00")))
        );
        Assert.Equal(RefusalCode.HardshipNotShown, r.Ask(0, new RecogniseHardship(open.Id, null), World.Clerk).Refusal!.Code);
    }

    [Fact]
    public void The_first_day_is_from_the_application_to_the_decision()
    {
        r.Now = r.Now.AddDays(3);
        var id = Apply("050");
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, ["050"], World.Hand()), World.Clerk));
        Wrong("from", FieldRule.InFuture, new RecogniseHardship(id, World.Day("2026-03-06")));
        Wrong("from", FieldRule.BeforeSubmission, new RecogniseHardship(id, World.Day("2026-03-04")));

        // Without one it is the day of the confirmation.
        var proposed = Scripts.Ok(r.Ask(0, new RecogniseHardship(id, null), World.Clerk));
        r.Now = r.Now.AddDays(1);
        Scripts.Ok(r.Ask(0, new ConfirmProposal(proposed.Reference!), World.Supervisor));
        Assert.Equal(World.Day("2026-03-06"), Service.Hardship!.From);
    }

    [Fact]
    public void A_refusal_is_shown_by_the_check_and_can_be_objected_to()
    {
        r.Hardship = Terms(publicityWorkingDays: 2);
        var id = Apply("050");
        var refuse = new RefuseHardship(id, HardshipGround.CategoryNotShown);
        Assert.Equal(RefusalCode.HardshipRefusalNotShown, r.Ask(0, refuse, World.Clerk).Refusal!.Code);
        Wrong("ground", FieldRule.NotInList, new RefuseHardship(id, HardshipGround.FalseStatement));
        Wrong("declaration", FieldRule.OnlyWithOwnWish, refuse with { Declaration = World.Word("不申请了") });
        Wrong("declaration", FieldRule.Required, new RefuseHardship(id, HardshipGround.OwnWish));
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, [], World.Hand("与认定条件不符")), World.Clerk));

        // Nothing was made public, so nobody can have objected to it.
        Assert.Equal(
            RefusalCode.HardshipRefusalNotShown,
            r.Ask(0, new RefuseHardship(id, HardshipGround.PublicityObjection), World.Clerk).Refusal!.Code
        );
        Confirmed(refuse);
        Assert.Equal((HardshipDecisionKind.Refused, null), (Procedure.Latest!.Kind, Procedure.Open));
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.HardshipRefused);

        var objection = Scripts.Ok(r.Ask(0, new RaiseObjection(ObjectionSubject.Hardship, "我符合条件"), World.Clerk)).Reference!;
        var answer = new AnswerObjection(objection, true, "重新核查");
        Assert.Equal(RefusalCode.DeciderMayNotAnswer, r.Ask(0, answer, World.Clerk).Refusal!.Code);
        r.Now = r.Now.AddDays(1);
        Scripts.Ok(r.Ask(0, answer, World.SecondClerk));
        Assert.Equal((id, null, World.Day("2026-03-03")), (Procedure.Open!.Id, Procedure.Open.Examination, Procedure.Open.From));
        Assert.Equal(World.Day("2026-03-03"), Assert.Single(Record.Duties, d => d.Kind == DutyKind.HardshipCase).OpenedOn);
        Assert.Null(ObjectionRights.Of(Record, ObjectionSubject.Hardship));
        r.CheckFolds();
    }

    [Fact]
    public void An_objection_of_the_public_refuses_only_by_a_check_by_hand_after_the_publicity_began()
    {
        r.Hardship = Terms(publicityWorkingDays: 2);
        var id = Apply("050");
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, ["050"], World.Hand()), World.Clerk));
        var refuse = new RefuseHardship(id, HardshipGround.PublicityObjection);
        Assert.Equal(RefusalCode.HardshipRefusalNotShown, r.Ask(0, refuse, World.Clerk).Refusal!.Code);
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, [], World.Match(r.Now)), World.Clerk));
        Assert.Equal(RefusalCode.HardshipRefusalNotShown, r.Ask(0, refuse, World.Clerk).Refusal!.Code);
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, [], World.Hand("公示异议属实")), World.Clerk));
        Assert.Equal(World.Day("2026-03-04"), Procedure.Open!.Examination!.PublicUntil!.Date);
        Confirmed(refuse);
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.HardshipPublished);
    }

    [Fact]
    public void The_persons_own_wish_takes_one_person_and_drops_what_waits()
    {
        var id = Apply("050");
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, ["050"], World.Hand()), World.Clerk));
        Scripts.Ok(r.Ask(0, new RecogniseHardship(id, null), World.Clerk));
        Assert.Equal(
            (RefusalCode.BasisNotEnough, "declaration.basis"),
            Refused(r.Ask(0, new RefuseHardship(id, HardshipGround.OwnWish) { Declaration = World.Hand() }, World.Clerk))
        );
        Scripts.Ok(r.Ask(0, new RefuseHardship(id, HardshipGround.OwnWish) { Declaration = World.Word("不申请了") }, World.Clerk));
        Assert.Equal((null, null), (Procedure.Open, Record.Proposal));
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.SecondPerson);
    }

    [Fact]
    public void It_ends_with_its_last_day_by_itself_and_can_be_renewed_before()
    {
        Recognise("070");
        Assert.Equal((World.Day("2026-03-02"), World.Day("2027-03-01")), (Service.Hardship!.From, Service.Hardship.To));
        Assert.Equal(RefusalCode.AlreadyRecognised, r.Ask(0, Applying("070"), World.Clerk).Refusal!.Code);

        // From thirty days before; on that day the duty opens, and the person is told.
        r.Now = World.At("2027-01-30T10:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        var duty = Assert.Single(Record.Duties, d => d.Kind == DutyKind.HardshipExpiry);
        Assert.Equal((World.Day("2027-01-30"), World.Day("2027-03-01")), (duty.OpenedOn, duty.Due.Date));
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.HardshipExpiring);
        var id = Apply("070");
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.HardshipExpiry);

        // The renewal goes on where it was.
        r.Now = World.At("2027-02-20T10:00");
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, ["070"], World.Hand()), World.Clerk));
        Confirmed(new RecogniseHardship(id, null));
        Assert.Equal((World.Day("2026-03-02"), World.Day("2028-02-19")), (Service.Hardship!.From, Service.Hardship.To));

        // Nobody does anything: it is over, and the duty was missed.
        r.Now = World.At("2028-01-25T10:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Assert.Single(Record.Duties, d => d.Kind == DutyKind.HardshipExpiry);
        r.Now = World.At("2028-02-20T10:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.HardshipExpiry);
        Assert.Contains(r.Journal, e => e is DutyClosed { Kind: DutyKind.HardshipExpiry, How: DutyClosing.Missed });
        Assert.False(Service.Hardship.Covers(World.Day("2028-02-20")));
        Assert.Equal(
            RefusalCode.NotRecognised,
            r.Ask(0, new WithdrawHardship(HardshipGround.NoLongerFulfilled, World.Hand()), World.Clerk).Refusal!.Code
        );
        Apply("070");
    }

    [Fact]
    public void A_check_that_finds_none_settles_the_end()
    {
        Recognise("070");
        r.Now = World.At("2027-02-01T10:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Assert.Single(Record.Duties, d => d.Kind == DutyKind.HardshipExpiry);
        Scripts.Ok(r.Ask(0, new RecordHardshipCheck(null, World.Hand()), World.Clerk));
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.HardshipExpiry);
        Assert.True(Service.Hardship!.Covers(World.Day("2027-03-01")));
    }

    [Fact]
    public void A_further_category_is_added_and_the_longest_term_holds()
    {
        Recognise("070");
        var id = Apply("060");
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, ["060"], World.Hand()), World.Clerk));
        Confirmed(new RecogniseHardship(id, null));
        Assert.Equal(HardshipRecognition.Of(["070", "060"], World.Day("2026-03-02"), null), Service.Hardship);
    }

    [Fact]
    public void A_withdrawal_is_shown_takes_two_persons_and_can_be_objected_to()
    {
        Recognise("050");
        r.Now = World.At("2026-03-10T10:00");
        Wrong("ground", FieldRule.NotInList, new WithdrawHardship(HardshipGround.CategoryNotShown, World.Hand()));
        Assert.Equal(
            (RefusalCode.BasisNotEnough, "evidence.basis"),
            Refused(r.Ask(0, new WithdrawHardship(HardshipGround.NoLongerFulfilled, World.Word("说是")), World.Clerk))
        );
        Assert.Equal(
            (RefusalCode.BasisNotEnough, "evidence.basis"),
            Refused(r.Ask(0, new WithdrawHardship(HardshipGround.FalseStatement, World.Match(r.Now)), World.Clerk))
        );
        Wrong(
            "evidence.matchedAt",
            FieldRule.OlderThanContradicted,
            new WithdrawHardship(HardshipGround.NoLongerFulfilled, World.Match(World.At("2026-03-01T10:00")))
        );
        var before = Service.Hardship;
        Confirmed(new WithdrawHardship(HardshipGround.NoLongerFulfilled, World.Hand()));
        Assert.Equal(World.Day("2026-03-10"), Service.Hardship!.To);
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.HardshipExpiry);
        Assert.Single(r.Notices, n => n.Kind == NoticeKind.HardshipWithdrawn);

        r.Now = World.At("2026-05-09T10:00");
        var objection = Scripts.Ok(r.Ask(0, new RaiseObjection(ObjectionSubject.Hardship, "情况没有变化"), World.Applicant)).Reference!;
        Assert.Equal(RefusalCode.DeciderMayNotAnswer, Answer(objection, World.Supervisor).Refusal!.Code);
        Scripts.Ok(Answer(objection, World.SecondClerk));
        Assert.Equal(before, Service.Hardship);
        Assert.Equal(RefusalCode.NothingToObjectTo, Object().Refusal!.Code);
        r.CheckFolds();
    }

    [Fact]
    public void After_sixty_days_it_is_too_late_to_object()
    {
        Recognise("050");
        Confirmed(new WithdrawHardship(HardshipGround.NoLongerFulfilled, World.Hand()));
        r.Now = World.At("2026-05-02T10:00");
        Assert.Equal((RefusalCode.ObjectionTooLate, "2026-05-01"), (Object().Refusal!.Code, Object().Refusal!.AtMost));
    }

    [Fact]
    public void What_rested_on_a_false_statement_is_as_if_it_had_never_been()
    {
        Recognise("050");
        Confirmed(new WithdrawHardship(HardshipGround.FalseStatement, World.Hand()));
        Assert.Null(Service.Hardship);
        Assert.Null(r.CountsOf(0)[^1].Case.Hardship);
    }

    [Fact]
    public void Whoever_finds_work_while_recognised_counts_once_with_several_categories_and_applies_again_later()
    {
        Recognise("050", "060", "100");
        r.Now = World.At("2026-03-18T10:00");
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        var exit = r.CountsOf(0)[^1];
        var movement = new Movement(CountingPeriod.Of(exit.On), Measure.Exited, 1, exit.Case, exit.On, World.IdOf(0), 1, 0, 0)
        {
            ExitReason = exit.ExitReason,
        };
        Assert.Single(movement.Cells(exact: true), cell => cell.Dimension == Dimension.HardshipReemployed);

        // A wrong exit that is taken back leaves it as it was; a new registration begins without one.
        Scripts.Ok(r.Ask(0, new RevokeExit(Record.Past[^1].Number, World.Hand()), World.Clerk));
        Assert.Equal(3, Service.Hardship!.Categories.Count);
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Scripts.Register(r, 0);
        Assert.Equal((null, null), (Service.Hardship, Record.Registration!.Recognising));
    }

    [Fact]
    public void A_proposal_of_the_office_answers_the_check_after_six_months()
    {
        r.Now = World.At("2026-09-02T10:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Assert.Single(Record.Duties, d => d.Kind == DutyKind.HardshipCheck);
        Scripts.Ok(r.Ask(0, new ApplyForHardship(HardshipOrigin.Office, ["050"]), World.Clerk));
        Assert.DoesNotContain(Record.Duties, d => d.Kind == DutyKind.HardshipCheck);
        Assert.Contains(r.Journal, e => e is DutyClosed { Kind: DutyKind.HardshipCheck, How: DutyClosing.InTime });
    }

    [Fact]
    public void What_was_stored_with_one_category_is_read()
    {
        const string stored = """
            {"event":"hardshipChecked","on":"2026-03-05","months":6,"recognition":{"category":"050","from":"2026-03-01","to":null},"evidence":{"basis":"manualCheck","note":"n"}}
            """;
        var read = (HardshipChecked)JsonSerializer.Deserialize<PersonEvent>(stored, DomainJson.Options)!;
        Assert.Equal(["050"], read.Recognition!.Categories);
        Assert.Equal(new HardshipRecognition("050", World.Day("2026-03-01"), null), read.Recognition);
        Assert.DoesNotContain("others", JsonSerializer.Serialize<PersonEvent>(read, DomainJson.Options), StringComparison.Ordinal);
        Assert.NotEqual(read.Recognition, read.Recognition with { Others = ["060"] });
    }

    [Fact]
    public void Categories_are_personal()
    {
        Recognise("050", "060");
        Assert.All(r.Journal.Where(e => e.GetType().Name.StartsWith("Hardship", StringComparison.Ordinal)), e =>
            Assert.DoesNotContain("\"060\"", JournalPrivacy.Readable(e), StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("""{"version":"1","publicityWorkingDays":-1,"months":36,"categories":[]}""", "publicityWorkingDays")]
    [InlineData("""{"version":"1","publicityWorkingDays":31,"months":36,"categories":[]}""", "publicityWorkingDays")]
    [InlineData("""{"version":"","publicityWorkingDays":0,"months":36,"categories":[]}""", "version")]
    [InlineData("""{"version":"1","publicityWorkingDays":0,"months":0,"categories":[]}""", "months")]
    [InlineData(
        """{"version":"1","publicityWorkingDays":0,"months":1,"categories":[{"category":"","months":1}]}""",
        "categories[0].category"
    )]
    [InlineData(
        """{"version":"1","publicityWorkingDays":0,"months":1,"categories":[{"category":"050","months":0}]}""",
        "categories[0].months"
    )]
    [InlineData(
        """{"version":"1","publicityWorkingDays":0,"months":1,"categories":[{"category":"050","months":1},{"category":"050","months":2}]}""",
        "given twice"
    )]
    public void A_file_with_a_mistake_is_not_taken(string text, string names) =>
        Assert.Contains(
            names,
            Assert
                .Throws<DataFileException>(() => HardshipTerms.Parse(new DataFile("hardship/terms.json", Encoding.UTF8.GetBytes(text))))
                .Message,
            StringComparison.Ordinal
        );

    private static ApplyForHardship Applying(params string[] categories) => new(HardshipOrigin.Person, categories);

    private static HardshipTerms Terms(int publicityWorkingDays) =>
        HardshipTerms.Parse(
            new DataFile(
                "hardship/terms.json",
                Encoding.UTF8.GetBytes(
                    $$"""{"version":"t","publicityWorkingDays":{{publicityWorkingDays}},"months":36,"categories":[{"category":"100","months":12}]}"""
                )
            )
        );

    private string Apply(params string[] categories) => Scripts.Ok(r.Ask(0, Applying(categories), World.Clerk)).Reference!;

    private void Recognise(params string[] categories)
    {
        var id = Apply(categories);
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, categories, World.Hand()), World.Clerk));
        Confirmed(new RecogniseHardship(id, null));
    }

    /// <summary>Proposed by a clerk, confirmed by a supervisor.</summary>
    private void Confirmed(PersonCommand command)
    {
        var proposed = Scripts.Ok(r.Ask(0, command, World.Clerk));
        Assert.Equal(OutcomeKind.Proposed, proposed.Kind);
        Scripts.Ok(r.Ask(0, new ConfirmProposal(proposed.Reference!), World.Supervisor));
    }

    private Decision Object() => r.Ask(0, new RaiseObjection(ObjectionSubject.Hardship, "不同意"), World.Clerk);

    private Decision Answer(string objection, Actor actor) => r.Ask(0, new AnswerObjection(objection, true, "经核查,原决定有误"), actor);

    private void Wrong(string field, FieldRule rule, PersonCommand command)
    {
        var refusal = r.Ask(0, command, World.Clerk).Refusal!;
        Assert.Equal((field, rule), (refusal.Field, refusal.Rule));
    }

    private static (RefusalCode Code, string? Field) Refused(Decision decision) => (decision.Refusal!.Code, decision.Refusal.Field);
}
