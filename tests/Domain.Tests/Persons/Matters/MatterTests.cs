using CsCheck;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Data;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Testing;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// One matter (一件事): claims beside a registration, each with its own state, day, answer and objection. The registration waits for none of
/// them, and none for another.
/// </summary>
public sealed class MatterTests
{
    private readonly SmallRegister r = Scripts.Empty();

    private PersonRecord Record => r.Records[0];

    [Fact]
    public void One_intake_has_three_results_that_do_not_wait_for_each_other()
    {
        Submit(MatterKind.Benefit, MatterKind.Hardship);
        var (benefit, hardship) = (Number(MatterKind.Benefit), Number(MatterKind.Hardship));
        Assert.Equal([MatterMessageKind.Claimed, MatterMessageKind.Claimed], r.MatterMessages.Select(one => one.About));
        Assert.Equal(2, r.Notices.Count(notice => notice.Kind == NoticeKind.MatterAsked));
        Assert.Equal(2, Record.Duties.Count(duty => duty.Kind == DutyKind.MatterAnswer));

        Ok(Answer(benefit, 1, MatterState.NotGranted, reason: "缴费时间不足一年"), World.BenefitSystem);
        Assert.Equal(ApplicationStatus.Submitted, Record.Application!.Status);
        Scripts.Approve(r, 0);
        Assert.Equal([MatterState.NotGranted, MatterState.Asked], Record.Registration!.Matters!.Select(one => one.State));
        Assert.Null(Record.Application.Matters);

        Ok(Answer(hardship, 1, MatterState.Granted, Recognition()), World.HardshipSystem);
        Assert.Equal("050", Record.Registration.Service.Hardship!.Category);
        Assert.Null(Record.Registration.Service.Benefit);
        Assert.DoesNotContain(Record.Duties, duty => duty.Kind == DutyKind.MatterAnswer);
        Assert.Equal([MatterMessageKind.Registered], r.MatterMessages.Skip(2).Select(one => one.About));
    }

    [Fact]
    public void What_is_granted_counts_as_what_a_clerk_records()
    {
        var other = Scripts.Registered();
        Scripts.Ok(other.Ask(0, new RecordBenefit("20", World.Day("2026-03-01"), null, World.Hand()), World.Clerk));

        Submit(MatterKind.Benefit);
        Scripts.Approve(r, 0);
        Ok(Answer(Number(MatterKind.Benefit), 1, MatterState.Granted, Drawing()), World.BenefitSystem);
        Assert.Equal(other.Records[0].Registration!.Service.Benefit, Record.Registration!.Service.Benefit);
        Assert.Equal(other.CountsOf(0).Select(one => one.Kind), r.CountsOf(0).Select(one => one.Kind));
        Assert.Equal(NoticeKind.MatterGranted, r.Notices[^1].Kind);
    }

    [Fact]
    public void What_is_granted_before_the_registration_begins_with_it()
    {
        Submit(MatterKind.Benefit, MatterKind.Hardship);
        Ok(Answer(Number(MatterKind.Benefit), 1, MatterState.Granted, Drawing()), World.BenefitSystem);
        Ok(Answer(Number(MatterKind.Hardship), 1, MatterState.Granted, Recognition()), World.HardshipSystem);
        Scripts.Approve(r, 0);
        Assert.Equal(new ValidTime(World.Day("2026-03-01"), null), Record.Registration!.Service.Benefit);
        Assert.Equal(World.Day("2026-03-01"), Record.Registration.Service.Hardship!.From);
        Assert.Equal(
            (HardshipDecisionKind.Recognised, Number(MatterKind.Hardship)),
            (Record.Registration.Recognising!.Latest!.Kind, Record.Registration.Recognising.Latest.Matter)
        );
    }

    /// <summary>One kind of recognition, whoever gave it: what waits here is decided with it, and only the matter's own messages are sent.</summary>
    [Fact]
    public void A_recognition_of_the_system_decides_the_application_that_waits_here_and_leaves_what_offices_recognised()
    {
        Submit(MatterKind.Hardship);
        Scripts.Approve(r, 0);
        var number = Number(MatterKind.Hardship);
        var applied = Scripts.Ok(r.Ask(0, new ApplyForHardship(HardshipOrigin.Person, ["050"]), World.Clerk)).Reference!;
        var told = r.Notices.Count;
        Ok(Answer(number, 1, MatterState.Granted, Recognition()), World.HardshipSystem);
        var procedure = Record.Registration!.Recognising!;
        Assert.Null(procedure.Open);
        Assert.Equal((HardshipDecisionKind.Recognised, number), (procedure.Latest!.Kind, procedure.Latest.Matter));
        Assert.Equal(applied, procedure.Latest.Application!.Id);
        Assert.DoesNotContain(Record.Duties, duty => duty.Kind == DutyKind.HardshipCase);
        Assert.Equal([NoticeKind.MatterGranted], r.Notices.Skip(told).Select(notice => notice.Kind));

        // The office recognises another category; the system takes its own back.
        r.Now = r.Now.AddDays(5);
        var further = Scripts.Ok(r.Ask(0, new ApplyForHardship(HardshipOrigin.Person, ["030"]), World.Clerk)).Reference!;
        Scripts.Ok(r.Ask(0, new ExamineHardship(further, ["030"], World.Hand()), World.Clerk));
        var proposed = Scripts.Ok(r.Ask(0, new RecogniseHardship(further, null), World.Clerk)).Reference!;
        Scripts.Ok(r.Ask(0, new ConfirmProposal(proposed), World.Supervisor));
        Assert.Equal(["050", "030"], Record.Registration.Service.Hardship!.Categories);
        Ok(Answer(number, 2, MatterState.NotGranted), World.HardshipSystem);
        Assert.Equal(["030"], Record.Registration!.Service.Hardship!.Categories);
        Assert.True(Record.Registration.Service.Hardship.Covers(World.Day("2026-03-08")));
        r.CheckFolds();
    }

    [Fact]
    public void A_later_answer_corrects_an_earlier_one_and_an_earlier_one_changes_nothing()
    {
        Submit(MatterKind.Benefit);
        Scripts.Approve(r, 0);
        var number = Number(MatterKind.Benefit);
        Ok(Answer(number, 2, MatterState.Granted, Drawing()), World.BenefitSystem);
        var sequence = Record.Sequence;
        Assert.Equal(OutcomeKind.MatterAnswerOutdated, Ok(Answer(number, 1, MatterState.InHand), World.BenefitSystem).Kind);
        Assert.Equal(OutcomeKind.MatterAnswered, Ok(Answer(number, 2, MatterState.Granted, Drawing()), World.BenefitSystem).Kind);
        Refused(RefusalCode.MatterContradicted, Answer(number, 2, MatterState.NotGranted), World.BenefitSystem);
        Assert.Equal(sequence, Record.Sequence);

        Ok(Answer(number, 3, MatterState.NotGranted), World.BenefitSystem);
        Assert.Null(Record.Registration!.Service.Benefit);
        Assert.Equal(3, Find(number).Revision);
    }

    [Fact]
    public void A_recognition_that_is_taken_back_ends_on_the_day_before()
    {
        Submit(MatterKind.Hardship);
        Scripts.Approve(r, 0);
        var number = Number(MatterKind.Hardship);
        Ok(Answer(number, 1, MatterState.Granted, Recognition()), World.HardshipSystem);
        r.Now = r.Now.AddDays(5);
        Ok(Answer(number, 2, MatterState.NotGranted), World.HardshipSystem);
        Assert.Equal(World.Day("2026-03-06"), Record.Registration!.Service.Hardship!.To);

        // The person objects to the answer, and not here.
        Assert.Equal(
            (HardshipDecisionKind.Withdrawn, number),
            (Record.Registration.Recognising!.Latest!.Kind, Record.Registration.Recognising.Latest.Matter)
        );
        Assert.False(Record.Registration.Recognising.Latest.IsAgainstPerson);
        Assert.Equal(NoticeKind.MatterNotGranted, r.Notices[^1].Kind);
    }

    [Fact]
    public void The_person_withdraws_an_open_matter_and_no_answer_follows()
    {
        Submit(MatterKind.Benefit);
        var number = Number(MatterKind.Benefit);
        Scripts.Ok(r.Ask(0, new WithdrawMatter(number), World.Applicant));
        Assert.Equal((MatterState.Withdrawn, MatterMessageKind.Withdrawn), (Find(number).State, r.MatterMessages[^1].About));
        Assert.Equal(ApplicationStatus.Submitted, Record.Application!.Status);
        Refused(RefusalCode.MatterClosed, Answer(number, 1, MatterState.Granted, Drawing()), World.BenefitSystem);
        Scripts.Ok(r.Ask(0, new AskMatter(MatterKind.Benefit), World.Applicant));
        Assert.EndsWith("-2", Number(MatterKind.Benefit), StringComparison.Ordinal);
    }

    [Fact]
    public void An_objection_is_recorded_and_passed_on_and_the_next_answer_settles_it()
    {
        Submit(MatterKind.Benefit);
        var number = Number(MatterKind.Benefit);
        Assert.Equal(RefusalCode.NothingToObjectTo, r.Ask(0, new ObjectToMatter(number, "请复核"), World.Clerk).Refusal!.Code);
        Ok(Answer(number, 1, MatterState.NotGranted), World.BenefitSystem);
        Assert.Equal("2026-05-01", r.Notices[^1].Facts.GetProperty("until").GetString());
        Scripts.Ok(r.Ask(0, new ObjectToMatter(number, "缴费满一年"), World.Applicant));
        var message = r.MatterMessages[^1];
        Assert.Equal((MatterMessageKind.Objected, "缴费满一年"), (message.About, message.Content.GetProperty("objection").GetString()));
        Assert.Equal(RefusalCode.ObjectionOpen, r.Ask(0, new ObjectToMatter(number, "请复核"), World.Clerk).Refusal!.Code);
        Ok(Answer(number, 2, MatterState.Granted, Drawing()), World.BenefitSystem);
        Assert.Null(Find(number).Objection);
    }

    [Fact]
    public void After_sixty_days_it_is_too_late_to_object()
    {
        Submit(MatterKind.Benefit);
        var number = Number(MatterKind.Benefit);
        Ok(Answer(number, 1, MatterState.NotGranted), World.BenefitSystem);
        r.Now = r.Now.AddDays(61);
        Assert.Equal(RefusalCode.ObjectionTooLate, r.Ask(0, new ObjectToMatter(number, "请复核"), World.Clerk).Refusal!.Code);
    }

    [Fact]
    public void A_matter_can_be_asked_for_later_once_at_a_time_by_the_office_of_the_case()
    {
        Scripts.Register(r, 0);
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new AskMatter(MatterKind.Hardship), World.OtherClerk).Refusal!.Code);
        var asked = Scripts.Ok(r.Ask(0, new AskMatter(MatterKind.Hardship), World.Clerk));
        Assert.Equal(World.Day("2026-04-01"), asked.Due);
        Assert.Equal(RefusalCode.MatterAsked, r.Ask(0, new AskMatter(MatterKind.Hardship), World.Clerk).Refusal!.Code);
        Scripts.Ok(r.Ask(0, new AskMatter(MatterKind.Benefit), World.Clerk));
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, Answer(asked.Reference!, 1, MatterState.InHand), World.BenefitSystem).Refusal!.Code);
    }

    [Fact]
    public void The_office_owes_to_ask_when_the_answer_is_overdue()
    {
        Submit(MatterKind.Benefit);
        Scripts.Approve(r, 0);
        r.Now = World.At("2026-03-23T08:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Assert.NotNull(Record.Duties.Single(duty => duty.Kind == DutyKind.MatterAnswer).OverdueSince);
        Ok(Answer(Number(MatterKind.Benefit), 1, MatterState.Granted, Drawing()), World.BenefitSystem);
        Assert.Equal(DutyClosing.Late, r.JournalOf(0).OfType<DutyClosed>().Last(one => one.Kind == DutyKind.MatterAnswer).How);
    }

    [Fact]
    public void A_claim_made_at_its_system_waits_for_the_person_and_is_no_application()
    {
        var opened = Ok(Receive("SY-1"), World.BenefitSystem);
        Assert.Equal((OutcomeKind.ApplicationPrefilled, World.Day("2026-04-01")), (opened.Kind, opened.Due!.Value));
        Assert.Equal((0, 1), (Record.Duties.Count, Record.Prefilled.Count));
        Assert.Null(Record.Application);
        Assert.Equal(NoticeKind.ApplicationPrefilled, r.Notices.Single().Kind);
        Assert.Equal(opened.Kind, Ok(Receive("SY-1"), World.BenefitSystem).Kind);

        Submit();
        var matter = Assert.Single(Record.Application!.Matters!);
        Assert.Equal((MatterState.InHand, "SY-1"), (matter.State, matter.SystemReference));
        Assert.Empty(Record.Prefilled);
        Assert.Equal(MatterMessageKind.Attached, Assert.Single(r.MatterMessages).About);
        Assert.Equal(matter.Number, Ok(Receive("SY-1"), World.BenefitSystem).Reference);
    }

    [Fact]
    public void A_prefilled_application_lapses()
    {
        Ok(Receive("SY-1"), World.BenefitSystem);
        Assert.Equal(World.At("2026-04-02T00:00"), NextReminder.MomentOf(Record, r.Now));
        r.Now = World.At("2026-04-02T00:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Assert.Empty(Record.Prefilled);
        Submit();
        Assert.Null(Record.Application!.Matters);
    }

    [Fact]
    public void A_claim_made_at_its_system_is_attached_to_the_registration()
    {
        Scripts.Register(r, 0);
        var attached = Ok(Receive("SY-1") with { Office = null }, World.BenefitSystem);
        Assert.Equal(OutcomeKind.MatterAttached, attached.Kind);
        Assert.Equal(attached.Reference, Record.Registration!.Matters![0].Number);
        Refused(RefusalCode.MatterAsked, Receive("SY-2"), World.BenefitSystem);
        Refused(RefusalCode.ContradictsRecord, Receive("SY-3") with { Name = PersonName.Parse("司徒核对") }, World.BenefitSystem);
        Refused(RefusalCode.NotYourCase, Receive("SY-4"), World.HardshipSystem);
    }

    [Fact]
    public void A_claim_that_was_made_on_both_sides_is_one()
    {
        Submit(MatterKind.Benefit);
        Assert.Equal(Number(MatterKind.Benefit), Ok(Receive("SY-1"), World.BenefitSystem).Reference);
        Assert.Equal(
            (MatterState.InHand, "SY-1"),
            (Find(Number(MatterKind.Benefit)).State, Find(Number(MatterKind.Benefit)).SystemReference)
        );
        Refused(
            RefusalCode.InvalidField,
            Answer(Number(MatterKind.Benefit), 1, MatterState.InHand) with
            {
                SystemReference = "SY-2",
            },
            World.BenefitSystem
        );
    }

    [Fact]
    public void Only_systems_with_an_open_or_granted_matter_learn_what_becomes_of_the_registration()
    {
        Submit(MatterKind.Benefit, MatterKind.Hardship);
        Scripts.Approve(r, 0);
        Ok(Answer(Number(MatterKind.Benefit), 1, MatterState.Granted, Drawing()), World.BenefitSystem);
        Ok(Answer(Number(MatterKind.Hardship), 1, MatterState.NotGranted), World.HardshipSystem);
        var before = r.MatterMessages.Count;
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired), World.Clerk));
        Scripts.Ok(r.Ask(0, new RevokeExit(Record.Past[^1].Number, World.Hand()), World.Supervisor));
        Assert.Equal(
            [(MatterKind.Benefit, MatterMessageKind.Ended), (MatterKind.Benefit, MatterMessageKind.Restored)],
            r.MatterMessages.Skip(before).Select(one => (one.Kind, one.About))
        );
        Assert.All(r.MatterMessages.Skip(before), one => Assert.False(one.Content.TryGetProperty("person", out _)));
    }

    [Fact]
    public void A_withdrawn_application_leaves_the_claim_to_its_system_and_the_next_application_takes_it_along()
    {
        Submit(MatterKind.Benefit);
        var number = Number(MatterKind.Benefit);
        Scripts.Ok(r.Ask(0, new WithdrawApplication(World.Word()), World.Clerk));
        Assert.Equal(MatterMessageKind.NotRegistered, r.MatterMessages[^1].About);
        Assert.Empty(Record.Duties);
        Submit(MatterKind.Benefit);
        Assert.Equal(number, Assert.Single(Record.Application!.Matters!).Number);
        Scripts.Approve(r, 0);
        Ok(Answer(number, 1, MatterState.Granted, Drawing()), World.BenefitSystem);
        Assert.NotNull(Record.Registration!.Service.Benefit);
    }

    [Fact]
    public void What_is_sent_of_a_person_is_what_the_matter_needs()
    {
        Scripts.Ok(
            r.Ask(
                0,
                World.Application(r.Numbers[0], r.Now) with
                {
                    Matters = [MatterKind.Benefit, MatterKind.Hardship],
                    Reason = UnemploymentReason.ReleasedFromPrison,
                },
                World.Clerk
            )
        );
        var benefit = r.MatterMessages[0].Content.GetProperty("person");
        var hardship = r.MatterMessages[1].Content.GetProperty("person");
        Assert.Equal("90", benefit.GetProperty("reason").GetString());
        Assert.False(hardship.TryGetProperty("reason", out _));
        Assert.All(r.MatterMessages, one => Assert.DoesNotContain("health", one.Content.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_that_cannot_be_sent_fails_the_matter_until_it_arrives()
    {
        Submit(MatterKind.Benefit);
        var number = Number(MatterKind.Benefit);
        Assert.Equal(RefusalCode.NotYourCase, r.Ask(0, new NoteMatterSent(number, true), World.Clerk).Refusal!.Code);
        Scripts.Ok(r.Ask(0, new NoteMatterSent(number, false), Actor.Register));
        Assert.Equal(MatterState.Failed, Find(number).State);
        Assert.Contains(Record.Duties, duty => duty.Kind == DutyKind.MatterAnswer);
        Scripts.Ok(r.Ask(0, new NoteMatterSent(number, true), Actor.Register));
        Assert.Equal(MatterState.Sent, Find(number).State);
        Ok(Answer(number, 1, MatterState.InHand), World.BenefitSystem);
        Scripts.Ok(r.Ask(0, new NoteMatterSent(number, true), Actor.Register));
        Assert.Equal(MatterState.InHand, Find(number).State);
    }

    public static TheoryData<string, AnswerMatter> WrongAnswers =>
        new()
        {
            { "revision", Answer("x", 0, MatterState.InHand) },
            { "status", Answer("x", 1, MatterState.Sent) },
            { "grant", Answer("x", 1, MatterState.Granted) },
            { "grant", Answer("x", 1, MatterState.NotGranted, Drawing()) },
            { "grant.from", Answer("x", 1, MatterState.Granted, Drawing() with { From = World.Day("2026-03-03") }) },
            { "grant.to", Answer("x", 1, MatterState.Granted, Drawing() with { To = World.Day("2026-02-28") }) },
            { "grant.category", Answer("x", 1, MatterState.Granted, Recognition()) },
            { "note", Answer("x", 1, MatterState.InHand, reason: "再等等") },
            { "systemReference", Answer("x", 1, MatterState.InHand) with { SystemReference = "a b" } },
        };

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public void A_wrong_answer_names_its_field(string field, AnswerMatter answer)
    {
        Submit(MatterKind.Benefit);
        var refusal = r.Ask(0, answer with { Matter = Number(MatterKind.Benefit) }, World.BenefitSystem).Refusal!;
        Assert.Equal((RefusalCode.InvalidField, field), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void A_recognition_needs_a_category_of_the_list()
    {
        Submit(MatterKind.Hardship);
        foreach (var category in new[] { null, "999" })
        {
            var grant = Recognition() with { Category = category };
            var refusal = r.Ask(0, Answer(Number(MatterKind.Hardship), 1, MatterState.Granted, grant), World.HardshipSystem).Refusal!;
            Assert.Equal("grant.category", refusal.Field);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x-1")]
    [InlineData("3601022026112000000015")]
    [InlineData("3601022026112000000015-0")]
    [InlineData("3601022026112000000015-01")]
    [InlineData("3601022026112000000015-+1")]
    public void What_is_no_number_is_none(string text) => Assert.False(MatterNumber.TryParse(text, out _));

    [Theory]
    [InlineData("\"role\":\"benefitSystem\"", "\"role\":\"clerk\"", "role")]
    [InlineData("\"answerDays\":20", "\"answerDays\":0", "answerDays")]
    [InlineData("\"kind\":\"hardship\"", "\"kind\":\"benefit\"", "twice")]
    public void A_file_of_systems_with_a_mistake_is_rejected(string good, string bad, string named)
    {
        var text = System
            .Text.Encoding.UTF8.GetString(EmbeddedData.Read("matters/systems.json").Content.Span)
            .Replace(": ", ":", StringComparison.Ordinal);
        Assert.Contains(good, text, StringComparison.Ordinal);
        var file = new DataFile("systems.json", System.Text.Encoding.UTF8.GetBytes(text.Replace(good, bad, StringComparison.Ordinal)));
        Assert.Contains(named, Assert.Throws<DataFileException>(() => MatterSystems.Parse(file)).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The same decisions about the registration, once with claims whose results come in any order and with failures, and once without: the
    /// registration is the same, and every matter ends as its last answer says.
    /// </summary>
    [Fact]
    public void Whatever_becomes_of_the_matters_the_registration_is_the_same()
    {
        var step = Gen.Select(Gen.Int[0, 9], Gen.Int[1, 6], Gen.Int[0, 1], (what, revision, which) => (what, revision, which));
        Courses.Check(
            step.Array[4, 30],
            life =>
            {
                var (with, without) = (Scripts.Empty(), Scripts.Empty());
                Scripts.Ok(
                    with.Ask(
                        0,
                        World.Application(with.Numbers[0], with.Now) with
                        {
                            Matters = [MatterKind.Benefit, MatterKind.Hardship],
                        },
                        World.Supervisor
                    )
                );
                Scripts.Ok(without.Ask(0, World.Application(with.Numbers[0], with.Now), World.Supervisor));
                var latest = new Dictionary<string, (int Revision, MatterState State)>(StringComparer.Ordinal);
                foreach (var (what, revision, which) in life)
                {
                    PersonCommand? decision = what switch
                    {
                        0 => new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Confirmed, World.Hand()),
                        1 => new ApproveApplication(),
                        2 when revision == 6 => States.Exit(ExitReason.Hired),
                        _ => null,
                    };
                    if (decision is not null)
                    {
                        var (one, other) = (with.Ask(0, decision, World.Supervisor), without.Ask(0, decision, World.Supervisor));
                        Assert.Equal((other.Outcome?.Kind, other.Refusal?.Code), (one.Outcome?.Kind, one.Refusal?.Code));
                        continue;
                    }

                    var kind = which == 0 ? MatterKind.Benefit : MatterKind.Hardship;
                    var matter = CaseMatters.Of(with.Records[0]).First(one => one.Matter.Kind == kind).Matter;
                    if (what < 5)
                    {
                        Scripts.Ok(with.Ask(0, new NoteMatterSent(matter.Number, what == 4), Actor.Register));
                        continue;
                    }

                    var state = what switch
                    {
                        5 or 6 => MatterState.InHand,
                        7 => MatterState.NotGranted,
                        _ => MatterState.Granted,
                    };
                    var grant =
                        state != MatterState.Granted ? null
                        : which == 0 ? Drawing()
                        : Recognition();
                    var answered = with.Ask(
                        0,
                        Answer(matter.Number, revision, state, grant),
                        which == 0 ? World.BenefitSystem : World.HardshipSystem
                    );
                    if (answered.Outcome is not null && (!latest.TryGetValue(matter.Number, out var last) || revision > last.Revision))
                        latest[matter.Number] = (revision, state);
                }

                var (a, b) = (with.Records[0], without.Records[0]);
                Assert.Equal(b.Application!.Status, a.Application!.Status);
                Assert.Equal(b.Registration?.RegisteredOn, a.Registration?.RegisteredOn);
                Assert.Equal(b.Past.Count, a.Past.Count);
                Assert.Equal(2, CaseMatters.Of(a).Count());
                Assert.All(latest, one =>
                {
                    var matter = CaseMatters.Find(a, one.Key)!;
                    Assert.Equal(one.Value.Revision, matter.Revision);
                    Assert.True(matter.State == one.Value.State || one.Value.State == MatterState.InHand, $"{matter.State} {one.Value}");
                });
                with.CheckFolds();
            },
            count: TestSize.Pick(small: 300, full: 3_000)
        );
    }

    private static MatterGrant Drawing() => new(World.Day("2026-03-01"), null, null);

    private static MatterGrant Recognition() => new(World.Day("2026-03-01"), null, "050");

    private static AnswerMatter Answer(string number, int revision, MatterState state, MatterGrant? grant = null, string? reason = null) =>
        new(number, revision, state, grant, reason);

    private static ReceiveMatter Receive(string reference) =>
        new(
            MatterKind.Benefit,
            reference,
            World.Citizen(),
            PersonName.Parse("欧阳测试"),
            TelephoneNumber.Parse("13800138000"),
            World.Urban,
            World.Day("2026-03-02")
        );

    private void Submit(params MatterKind[] matters) =>
        Scripts.Ok(r.Ask(0, World.Application(r.Numbers[0], r.Now) with { Matters = matters }, World.Clerk));

    private CommandOutcome Ok(PersonCommand command, Actor actor) => Scripts.Ok(r.Ask(0, command, actor));

    private void Refused(RefusalCode code, PersonCommand command, Actor actor) =>
        Assert.Equal(code, r.Ask(0, command, actor).Refusal?.Code);

    private string Number(MatterKind kind) => CaseMatters.Of(Record).Last(one => one.Matter.Kind == kind).Matter.Number;

    private Matter Find(string number) => CaseMatters.Find(Record, number)!;
}
