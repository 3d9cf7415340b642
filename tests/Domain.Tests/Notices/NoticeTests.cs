using System.Text;
using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Data;
using Grid.Domain.Identity;
using Grid.Domain.Notices;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Calendar;
using Grid.Domain.Tests.Persons;

namespace Grid.Domain.Tests.Notices;

/// <summary>Messages to the person: what they say, and what they never say.</summary>
public sealed class NoticeTests
{
    private static readonly string Shipped = EmbeddedData.Read("notices/notices.json").Text();

    [Fact]
    public void Every_message_of_a_life_can_be_written_in_both_languages_and_names_no_identity_number()
    {
        var texts = Life().Select(n => (n.Kind, Zh: Write(n, NoticeLanguage.Chinese), En: Write(n, NoticeLanguage.English))).ToArray();
        Assert.Equal(Enum.GetValues<NoticeKind>(), texts.Select(t => t.Kind).Distinct().Order());
        Assert.All(texts, t =>
        {
            TestContext.Current.SendDiagnosticMessage(t.Zh);
            Assert.DoesNotContain('{', t.Zh + t.En);
            Assert.DoesNotContain('[', t.Zh + t.En);
            Assert.DoesNotContain(World.Citizen().Value, t.Zh + t.En, StringComparison.Ordinal);
            Assert.DoesNotContain("13800138000", t.Zh + t.En, StringComparison.Ordinal);
            Assert.DoesNotContain("欧阳", t.Zh + t.En, StringComparison.Ordinal);
        });
        Assert.Contains("2026年3月5日", texts.First(t => t.Kind == NoticeKind.Receipt).Zh, StringComparison.Ordinal);
        Assert.Contains("2026年4月", texts.First(t => t.Kind == NoticeKind.FollowUp).Zh, StringComparison.Ordinal);
        Assert.Contains("30 April 2026", texts.First(t => t.Kind == NoticeKind.FollowUp).En, StringComparison.Ordinal);
        Assert.Contains("社会保险补贴", texts.First(t => t.Kind == NoticeKind.Approved).Zh, StringComparison.Ordinal);
        Assert.Contains("本人申报", texts.First(t => t.Kind == NoticeKind.Exited).Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NoticeLanguage.Chinese, "【失业登记】按现行工作日安排,与您的首次联系(", "的最迟日期改为2026年3月13日")]
    [InlineData(
        NoticeLanguage.English,
        "the last day for our first contact with you (",
        "is 13 March 2026, later than you were told before."
    )]
    public void A_promised_day_that_moves_later_is_announced_again(NoticeLanguage language, string matter, string day)
    {
        var text = Write(Assert.Single(Life(), n => n.Kind == NoticeKind.DueMoved), language);
        Assert.Contains(matter, text, StringComparison.Ordinal);
        Assert.Contains(day, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_correction_is_told_to_the_telephone_that_was_known_before_too()
    {
        var r = Scripts.Registered();
        var before = r.Records[0].Details!.Telephone!.Value;
        Scripts.Ok(r.Ask(0, new CorrectData { Why = "本人要求", Telephone = TelephoneNumber.Parse("13900139001") }, World.Clerk));
        Assert.Equal(["13900139001", before], TelephonesOf(NoticeKind.DataCorrected));
        Scripts.Ok(r.Ask(0, new CorrectData { Why = "本人要求", Education = "10" }, World.Clerk));
        Assert.Equal(["13900139001", before, "13900139001"], TelephonesOf(NoticeKind.DataCorrected));

        string[] TelephonesOf(NoticeKind kind) =>
            [.. r.Notices.Where(n => n.Kind == kind).Select(n => n.Facts.GetProperty("telephone").GetString()!)];
    }

    [Fact]
    public void Only_who_wished_to_claim_benefit_hears_where()
    {
        Assert.DoesNotContain(Scripts.Registered().Notices, n => n.Kind == NoticeKind.BenefitHint);
        var r = Scripts.Empty();
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now) with { WishesToClaimBenefit = true }, World.Clerk));
        Scripts.Approve(r, 0);
        var text = Write(Assert.Single(r.Notices, n => n.Kind == NoticeKind.BenefitHint), NoticeLanguage.Chinese);
        Assert.Contains(r.Records[0].Registration!.Number.Value, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_names_the_source_of_its_evidence_but_none_that_reveals_health()
    {
        var pensioner = RefusedFor(NonApprovalReason.DrawingPension, VerificationSubject.NoPension);
        Assert.Contains("依据:信息比对,数据来源:公安人口库", Write(pensioner, NoticeLanguage.Chinese), StringComparison.Ordinal);

        // A source that somebody typed a number into is left out; the person must hear of the refusal.
        var typed = pensioner with
        {
            Facts = JsonSerializer.SerializeToElement(
                new
                {
                    number = pensioner.Facts.GetProperty("number").GetString(),
                    office = World.Urban,
                    source = "查询 " + World.Citizen().Value,
                }
            ),
        };
        Assert.DoesNotContain("数据来源", Write(typed, NoticeLanguage.Chinese), StringComparison.Ordinal);
        var unable = RefusedFor(NonApprovalReason.NoWorkAbility, VerificationSubject.AbleToWork);
        Assert.DoesNotContain("依据:", Write(unable, NoticeLanguage.Chinese), StringComparison.Ordinal);
        Assert.DoesNotContain("数据来源", Write(unable, NoticeLanguage.Chinese), StringComparison.Ordinal);

        static PersonNotice RefusedFor(NonApprovalReason reason, VerificationSubject subject)
        {
            var r = Scripts.Empty();
            Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
            Scripts.Ok(r.Ask(0, new RecordVerification(subject, VerificationOutcome.Contradicted, World.Match(r.Now)), World.Clerk));
            Scripts.Ok(r.Ask(0, new RefuseApplication(reason), World.Clerk));
            return Assert.Single(r.Notices, n => n.Kind == NoticeKind.NotApproved);
        }
    }

    [Fact]
    public void A_follow_up_asks_once_a_month_and_holds_the_link_where_there_is_one()
    {
        var notice = Assert.Single(Life(), n => n.Kind == NoticeKind.FollowUp && n.Facts.GetProperty("month").GetString() == "2026-04");
        Assert.Contains("(登记编号", Write(notice, NoticeLanguage.Chinese), StringComparison.Ordinal);
        Assert.DoesNotContain("https", Write(notice, NoticeLanguage.Chinese), StringComparison.Ordinal);
        var text = NoticeText.Render(
            NoticeTemplates.BuiltIn[notice.Kind],
            notice.Facts,
            World.Offices,
            NoticeLanguage.Chinese,
            "https://example.org/r/k7"
        );
        Assert.Contains(":https://example.org/r/k7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void After_an_outage_no_one_is_asked_about_months_that_are_over()
    {
        var r = Scripts.Registered();
        r.Now = World.At("2026-08-10T09:00");
        r.Ask(0, new Tick(), Actor.Register);
        Assert.Equal(
            ["2026-08"],
            r.Notices.Where(n => n.Kind == NoticeKind.FollowUp).Select(n => n.Facts.GetProperty("month").GetString())
        );
    }

    [Fact]
    public void The_dead_get_no_message_not_even_an_answer_and_neither_does_an_alias()
    {
        var r = Scripts.Registered();
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Death), World.Clerk));
        var sent = r.Notices.Count;
        var id = Scripts.Ok(r.Ask(0, new RaiseObjection(ObjectionSubject.Exit, "家属有异议"), World.Clerk)).Reference!;
        Scripts.Ok(r.Ask(0, new AnswerObjection(id, false, "死亡信息已核对"), World.SecondClerk));
        Assert.Equal(sent, r.Notices.Count);

        var alive = Scripts.Registered();
        sent = alive.Notices.Count;
        Scripts.Ok(alive.Send(0, new LinkTo(World.IdOf(1), "同一人"), World.Supervisor));
        Assert.Equal(sent, alive.Notices.Count);
    }

    [Theory]
    [InlineData("\"version\": \"2026-01\",", "", "version: missing")]
    [InlineData("{officeTelephone}。\"", "{telephone}。\"", "unknown variable {telephone}")]
    [InlineData("将于{due}前办结", "证件{identityNumber}", "unknown variable {identityNumber}")]
    [InlineData("\"kind\": \"followUp\"", "\"kind\": \"followup\"", "'followup' is no kind of notice")]
    [InlineData("\"kind\": \"followUp\"", "\"kind\": \"receipt\"", "the kind followUp is missing")]
    [InlineData("\"kind\": \"followUp\"", "\"kind\": \"receipt\"", "the kind receipt is given twice")]
    [InlineData("[,数据来源:{source}]。详情", "[,数据来源:]。详情", "holds no variable")]
    [InlineData("[,数据来源:{source}]。详情", "[,数据来源:{source}。详情", "'[' is not closed")]
    [InlineData("将于{due}前办结", "将于{due前办结", "unknown variable")]
    [InlineData("将于{due}前办结", "将于due}前办结", "a '}' has no counterpart")]
    [InlineData("将于{due}前办结", "证件11010519491231002X", "looks like an identity number")]
    [InlineData("\"zh\": \"【失业登记】您的申请已受理", "\"cn\": \"【失业登记】您的申请已受理", "notices[0].zh: missing")]
    [InlineData("\"en\": \"Unemployment registration: your application {number} was received", "\"en\": \" \", \"x\": \"", "notices[0].en")]
    public void A_wrong_file_is_refused_with_the_place(string original, string wrong, string error)
    {
        Assert.Contains(original, Shipped, StringComparison.Ordinal);
        var file = new DataFile("notices/notices.json", Encoding.UTF8.GetBytes(Shipped.Replace(original, wrong, StringComparison.Ordinal)));
        Assert.Contains(Assert.Throws<DataFileException>(() => NoticeTemplates.Parse(file)).Errors, e =>
            e.Contains(error, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("""{"number":"11010519491231002X"}""", "number")]
    [InlineData("""{"number":"123"}""", "number")]
    [InlineData("""{"policy":{"zh":"补贴110105 19491231 002x","en":"x"}}""", "policy")]
    [InlineData("""{"policy":{"zh":"110105194912310021","en":"x"}}""", "policy")]
    [InlineData("""{"policy":{"en":"x"}}""", "policy")]
    [InlineData("""{"office":"98010299999"}""", "office")]
    public void A_value_that_must_not_leave_or_is_missing_stops_the_message_without_being_named(string facts, string variable)
    {
        var number = Life().First(n => n.Kind == NoticeKind.PolicyHint).Facts.GetProperty("number").GetString();
        var all = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
            $$$"""{"number":"{{{number}}}","office":"{{{World.Urban}}}","policy":{"zh":"培训补贴","en":"Training subsidy"}}"""
        )!;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(facts)!)
            all[name] = value;
        var thrown = Assert.Throws<NoticeTextException>(() =>
            NoticeText.Render(
                NoticeTemplates.BuiltIn[NoticeKind.PolicyHint],
                JsonSerializer.SerializeToElement(all),
                World.Offices,
                NoticeLanguage.Chinese
            )
        );
        Assert.Equal(variable, thrown.Variable);
        Assert.DoesNotContain("1949", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-02T19:59:59", "2026-03-02T19:59:59")]
    [InlineData("2026-03-02T20:00:00", "2026-03-03T08:00:00")]
    [InlineData("2026-12-31T23:59:59", "2027-01-01T08:00:00")]
    [InlineData("2028-02-29T00:00:00", "2028-02-29T08:00:00")]
    [InlineData("2028-02-29T08:00:00", "2028-02-29T08:00:00")]
    public void No_one_is_woken(string moment, string allowed)
    {
        Assert.Equal(World.At(allowed), QuietHours.Default.NextAllowed(World.At(moment)));
        Assert.Equal(World.At(allowed), QuietHours.Default.NextAllowed(World.At(moment).ToUniversalTime()));
    }

    [Fact]
    public void Quiet_hours_may_lie_within_a_day_or_not_be_at_all()
    {
        var noon = new QuietHours(new TimeOnly(12, 0), new TimeOnly(14, 0));
        Assert.Equal(World.At("2026-03-02T14:00"), noon.NextAllowed(World.At("2026-03-02T13:00")));
        Assert.False(noon.IsQuiet(World.At("2026-03-02T14:00")));
        Assert.False(new QuietHours(new TimeOnly(8, 0), new TimeOnly(8, 0)).IsQuiet(World.At("2026-03-02T08:00")));
    }

    /// <summary>A life that owes the person a message of every kind.</summary>
    private static IReadOnlyList<PersonNotice> Life()
    {
        var r = States.Of("refused");
        var id = Scripts.Ok(r.Ask(0, new RaiseObjection(ObjectionSubject.NonApproval, "请复核"), World.Clerk)).Reference!;
        Scripts.Ok(r.Ask(0, new AnswerObjection(id, true, "已复核"), World.SecondClerk));
        Scripts.Register(r, 0);
        r.Calendars = new WorkingCalendars(Tables.Shipped.WithProvisionalThrough(2040).With(Tables.Year("9801", 2026, "2026-03-06", "")));
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Scripts.Ok(r.Ask(0, new Transfer(World.OtherUrban, null, "本人要求"), World.Supervisor));
        Scripts.Ok(r.Ask(0, new RecordContact { Channel = ContactChannel.Telephone, Outcome = ContactOutcome.Reached }, World.OtherClerk));
        Scripts.Ok(r.Ask(0, new RecordPolicyStep("P040", PolicyStep.Told, null, null), World.OtherClerk));
        var allowance = PolicyMatchingTests.Rule("allowance", null, new() { Fact = "monthsRegistered", AtLeast = 0 });
        Scripts.Ok(r.Ask(0, new EvaluatePolicy(allowance), Actor.Register));
        r.Now = World.At("2026-04-01T00:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        r.Now = World.At("2026-09-05T00:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        var request = Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk)).Reference!;
        r.Now = World.At("2026-09-11T00:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Scripts.Ok(r.Ask(0, new DeclineTransfer(request, World.Word("不转了")), World.OtherClerk));
        Scripts.Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        r.Now = World.At("2026-10-12T00:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.GaveUpJobSeeking, "2026-09-11"), World.OtherClerk));
        Scripts.Ok(r.Ask(0, new RejectExit("本人否认"), World.OtherClerk));
        Scripts.Ok(r.Ask(0, States.Exit(ExitReason.Hired, "2026-09-11"), World.OtherClerk));
        Scripts.Ok(r.Ask(0, new RevokeExit(r.Records[0].Past[0].Number, World.Hand()), World.OtherClerk));
        Scripts.Revoked(r, 0);
        id = Scripts.Ok(r.Ask(0, new RaiseObjection(ObjectionSubject.Revocation, "请复核"), World.Clerk)).Reference!;
        Scripts.Ok(r.Ask(0, new AnswerObjection(id, true, "已复核") { Remedy = ObjectionRemedy.ReExamine }, World.OtherClerk));
        Scripts.Ok(r.Ask(0, new AnswerObjection(id, true, "已复核"), World.OtherClerk));
        id = Scripts.Ok(r.Ask(0, new RaiseObjection(ObjectionSubject.Data, "请复核"), World.Clerk)).Reference!;
        Scripts.Ok(r.Ask(0, new AnswerObjection(id, false, "经复核属实"), World.OtherClerk));
        Scripts.Ok(
            r.Ask(0, new CorrectNumber(r.Records[0].Application!.Number, World.Permit(), r.IdOf(1), World.Hand()), World.OtherClerk)
        );
        Scripts.Ok(r.Ask(0, new ConfirmProposal(r.Records[0].Proposal!.Id), World.Supervisor));
        r.Settle();
        Scripts.EndInError(r, 1);
        var other = World.Application(r.Numbers[2], r.Now);
        Scripts.Ok(r.Ask(2, other, World.Clerk));
        Scripts.Ok(r.Ask(2, new WithdrawApplication(World.Word()), World.Clerk));
        var again = other with { Details = World.Details("13900139000"), WishesToClaimBenefit = true };
        Scripts.Ok(r.Ask(2, again, World.Clerk));
        Scripts.Approve(r, 2);
        Scripts.Ok(r.Ask(2, new CorrectData { Why = "本人要求", Telephone = TelephoneNumber.Parse("13900139001") }, World.Clerk));
        var complaint = Scripts.Ok(r.Ask(2, new RaiseComplaint(ComplaintKind.PapersAsked, "要求提供离职证明"), World.Applicant)).Reference!;
        Scripts.Ok(r.Ask(2, new AnswerComplaint(complaint, true, "属实,已改正"), World.CountySupervisor));
        Scripts.Ok(r.Ask(2, new NoteUse(DataUse.Revealed), World.OtherClerk));
        var linked = Scripts.Empty();
        Scripts.Register(linked, 0);
        Scripts.Register(linked, 1);
        Scripts.Ok(linked.Send(1, new LinkTo(World.IdOf(0), "同一人"), World.Supervisor));
        linked.Settle();
        var matters = Scripts.Empty();
        Scripts.Ok(matters.Ask(0, MatrixTests.Make("receiveMatter", matters).Command, World.BenefitSystem));
        Scripts.Register(matters, 0);
        Scripts.Ok(matters.Ask(0, new AskMatter(MatterKind.Hardship), World.Clerk));
        var (benefit, hardship) = (
            matters.Records[0].Registration!.Matters![0].Number,
            matters.Records[0].Registration!.Matters![1].Number
        );
        var drawn = new MatterGrant(World.Day("2026-03-01"), null, null);
        Scripts.Ok(matters.Ask(0, new AnswerMatter(benefit, 1, MatterState.Granted, drawn, null), World.BenefitSystem));
        Scripts.Ok(matters.Ask(0, new AnswerMatter(hardship, 1, MatterState.NotGranted, null, null), World.HardshipSystem));
        return [.. r.Notices, .. linked.Notices, .. matters.Notices, .. Recognition()];
    }

    /// <summary>A recognition that was refused, reopened, made public, given, about to end and withdrawn.</summary>
    private static IReadOnlyList<PersonNotice> Recognition()
    {
        var r = Scripts.Registered();
        r.Hardship = HardshipTerms.Parse(
            new DataFile("hardship/terms.json", """{"version":"t","publicityWorkingDays":1,"months":12,"categories":[]}"""u8.ToArray())
        );
        var id = Scripts.Ok(r.Ask(0, new ApplyForHardship(HardshipOrigin.Person, ["050", "060"]), World.Clerk)).Reference!;
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, [], World.Hand()), World.Clerk));
        Decided(new RefuseHardship(id, HardshipGround.CategoryNotShown));
        var objection = Scripts.Ok(r.Ask(0, new RaiseObjection(ObjectionSubject.Hardship, "请复核"), World.Clerk)).Reference!;
        Scripts.Ok(r.Ask(0, new AnswerObjection(objection, true, "已复核"), World.SecondClerk));
        Scripts.Ok(r.Ask(0, new ExamineHardship(id, ["060"], World.Hand()), World.Clerk));
        r.Now = World.At("2026-03-04T09:00");
        Decided(new RecogniseHardship(id, null));
        r.Now = World.At("2027-02-10T09:00");
        Scripts.Ok(r.Ask(0, new Tick(), Actor.Register));
        Decided(new WithdrawHardship(HardshipGround.NoLongerFulfilled, World.Hand()));
        return [.. r.Notices];

        void Decided(PersonCommand command)
        {
            var proposed = Scripts.Ok(r.Ask(0, command, World.Clerk)).Reference!;
            Scripts.Ok(r.Ask(0, new ConfirmProposal(proposed), World.Supervisor));
        }
    }

    [Fact]
    public void A_message_about_a_recognition_says_until_when_and_never_which_category()
    {
        var notices = Recognition();
        var given = notices.Single(n => n.Kind == NoticeKind.HardshipRecognised);
        Assert.Contains("自2026年3月4日起,至2027年3月3日止", Write(given, NoticeLanguage.Chinese), StringComparison.Ordinal);
        var refused = notices.Single(n => n.Kind == NoticeKind.HardshipRefused);
        Assert.Contains("原因:经核查不符合所申请的类别", Write(refused, NoticeLanguage.Chinese), StringComparison.Ordinal);
        Assert.Contains("2026年5月1日", Write(refused, NoticeLanguage.Chinese), StringComparison.Ordinal);
        Assert.All(notices, n =>
            Assert.DoesNotContain("残疾", Write(n, NoticeLanguage.Chinese) + n.Facts.GetRawText(), StringComparison.Ordinal)
        );
    }

    private static string Write(PersonNotice notice, NoticeLanguage language) =>
        NoticeText.Render(NoticeTemplates.BuiltIn[notice.Kind], notice.Facts, World.Offices, language);
}
