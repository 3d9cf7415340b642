using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Tests.Identity;

namespace Grid.Domain.Tests.Persons.Wording;

/// <summary>
/// No words of a free text block anything, whatever they say. What suggests a ground that 79/2020 (二) or (四) forbids is flagged in the same
/// commit.
/// </summary>
public sealed class WordsNeverDecideTests
{
    private static readonly string[] PapersTexts =
    [
        "资料不全",
        "材料不齐",
        "材料不全,不予登记",
        "资 料 不 全",
        "资料、不。全",
        "资\u200b料\u2060不全",
        "資料不全",
        "缺少离职证明",
        "未提供解除劳动关系证明",
        "请补充材料",
        "没有毕业证",
        "需提交学历证书",
        "请携带技能等级证书",
        "无档案",
        "个人档案未转来",
        "未参保",
        "未參保",
        "没有参加社会保险",
        "从未缴纳社保",
        "参保年限不足",
        "社保断缴",
        "不符合领金条件",
        "不能领取失业保险金",
        "非因本人意愿中断就业",
        "人户分离",
        "户口不在本地",
        "非本地户籍",
        "外省户籍",
        "原身份证明未提供",
        "Materials incomplete",
        "not insured",
        "NOT ELIGIBLE for benefit",
        "please bring your diploma",
        "no proof of dismissal",
        "hukou not local",
        "ＮＯＴ ＩＮＳＵＲＥＤ",
        "no personal file",
    ];

    private static readonly string[] ExitTexts =
    [
        "连续3次拒绝服务",
        "连续三次拒绝接受公共就业服务",
        "連續三次拒絕接受公共就業服務",
        "拒 绝 服 务 3 次",
        "３次不接受职业介绍",
        "③次拒绝服务",
        "拒绝参加培训",
        "多次推荐岗位均不去",
        "不再接受服务",
        "连续6个月无法取得联系",
        "六个月联系不上",
        "聯繫不上本人",
        "电话停机",
        "手机打不通",
        "失联",
        "失\u200d联",
        "无人接听",
        "未按时签到",
        "半年没有消息",
        "登记有效期满",
        "登记到期",
        "期满未续办",
        "到期未续登",
        "自动注销",
        "达到退休年龄",
        "已满60周岁",
        "年满六十岁",
        "超龄",
        "年龄已到",
        "three refusals",
        "refused service 3 times",
        "6 months no contact",
        "could not be reached",
        "registration expired",
        "reached retirement age",
        "over 60 years",
    ];

    public static TheoryData<string> Papers => [.. PapersTexts];

    public static TheoryData<string> Exits => [.. ExitTexts];

    /// <summary>Lawful acts that a word filter refused once.</summary>
    public static readonly TheoryData<string> Lawful = new(
        "社保比对显示该人2026年9月失业登记,11月1日已在南昌某公司参保",
        "本人6月失业,11月已开业",
        "2026年3月5日电话联系本人,已入职南昌某公司",
        "社保比对显示已在新单位参保",
        "合同期满后被新单位录用",
        "劳动合同到期未续签,后被另一公司录用",
        "市场监管比对:2026年2月领取营业执照",
        "本人来电告知已考取研究生并入学",
        "经办人上门核实,本人已随子女移居境外",
        "参加职业培训后被录用",
        "本人声明终止就业要求",
        "学信网比对已入学",
        "Hired by a new employer, told by telephone on 5 March",
        "contract expired, then hired by another company",
        "hired 6 months ago"
    );

    [Theory]
    [MemberData(nameof(Papers))]
    public void A_text_that_suggests_a_ground_of_article_2_blocks_nothing_beside_an_application_and_is_flagged(string text)
    {
        (PersonCommand Command, string Field)[] commands =
        [
            (new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Inconclusive, World.Hand(text)), "evidence.note"),
            (new Transfer(World.OtherUrban, null, text), "note"),
            (new WithdrawApplication(World.Word(text)), "declaration.note"),
        ];
        foreach (var (command, field) in commands)
        {
            var register = Scripts.Empty();
            Scripts.Ok(register.Ask(0, World.Application(World.Citizen(), register.Now), World.Clerk));
            Flagged(register.Ask(0, command, World.Clerk), field, SuspiciousWording.PapersArticle, text);
        }

        var open = Scripts.Empty();
        Scripts.Ok(open.Ask(0, World.Application(World.Citizen(), open.Now), World.Clerk));
        Scripts.Ok(
            open.Ask(0, new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Inconclusive, World.Hand()), World.Clerk)
        );
        Flagged(open.Ask(0, new AskCorrection(text), World.Clerk), "note", SuspiciousWording.PapersArticle, text);

        // The person may well quote it; and who answers that it was wrong does, too.
        NotFlagged(open.Ask(0, new RaiseObjection(ObjectionSubject.Data, text), World.Clerk));
        Flagged(
            open.Ask(0, new AnswerObjection(open.Records[0].Objections[0].Id, false, text), World.Clerk),
            "text",
            SuspiciousWording.PapersArticle,
            text
        );
    }

    [Theory]
    [MemberData(nameof(Exits))]
    public void A_text_that_suggests_a_ground_of_article_4_blocks_no_exit_and_is_flagged(string text)
    {
        foreach (var reason in Enum.GetValues<ExitReason>())
        {
            var other = reason == ExitReason.Other ? "另有原因" : null;
            foreach (
                var evidence in (Evidence[])[World.Word(text), World.Hand(text), World.Match(Scripts.Empty().Now) with { Note = text }]
            )
            {
                var register = Scripts.Registered();
                var decision = register.Ask(
                    0,
                    new RecordExit(
                        new ExitDetails
                        {
                            Reason = reason,
                            On = World.Day("2026-03-02"),
                            Evidence = evidence,
                            OtherReason = other,
                        }
                    ),
                    World.Clerk
                );
                Assert.True(
                    decision.Refusal?.Code is null or RefusalCode.BasisNotEnough or RefusalCode.InvalidField,
                    $"{reason}: {decision.Refusal?.Code}"
                );
                if (decision.Refusal is null)
                    Flagged(decision, "exit.evidence.note", SuspiciousWording.ExitArticle, text);
            }
        }

        var another = Scripts.Registered();
        var proposal = new RecordExit(
            new ExitDetails
            {
                Reason = ExitReason.Other,
                On = World.Day("2026-03-02"),
                Evidence = World.Hand(),
                OtherReason = text,
            }
        );
        Flagged(another.Ask(0, proposal, World.Clerk), "exit.otherReason", SuspiciousWording.ExitArticle, text);
    }

    [Theory]
    [MemberData(nameof(Lawful))]
    public void A_lawful_note_beside_an_exit_is_not_flagged_either(string text)
    {
        var register = Scripts.Registered();
        NotFlagged(
            register.Ask(
                0,
                new RecordExit(
                    new ExitDetails
                    {
                        Reason = ExitReason.Hired,
                        On = World.Day("2026-03-02"),
                        Evidence = World.Hand(text),
                    }
                ),
                World.Clerk
            )
        );
    }

    [Theory]
    [InlineData("南昌畅通车辆年审服务有限公司")]
    [InlineData("江西失联车找回科技有限公司")]
    [InlineData("南昌大龄人才服务有限公司")]
    public void The_name_of_an_employer_is_not_examined(string name)
    {
        var register = Scripts.Registered();
        var exit = new ExitDetails
        {
            Reason = ExitReason.Hired,
            On = World.Day("2026-03-02"),
            Evidence = World.Hand(),
            Employer = new FormerEmployer(name, null),
        };
        NotFlagged(register.Ask(0, new RecordExit(exit), World.Clerk));
    }

    [Theory]
    [InlineData("市场监管局年审数据")]
    [InlineData("社保参保证明核验库")]
    [InlineData("学历证书库")]
    public void The_name_of_a_source_is_not_examined(string source)
    {
        var register = Scripts.Registered();
        NotFlagged(
            register.Ask(
                0,
                new RecordExit(
                    new ExitDetails
                    {
                        Reason = ExitReason.Hired,
                        On = World.Day("2026-03-02"),
                        Evidence = World.Match(register.Now, source),
                    }
                ),
                World.Clerk
            )
        );

        var open = Scripts.Empty();
        Scripts.Ok(open.Ask(0, World.Application(World.Citizen(), open.Now), World.Clerk));
        NotFlagged(
            open.Ask(
                0,
                new RecordVerification(VerificationSubject.OutOfWork, VerificationOutcome.Contradicted, World.Match(open.Now, source)),
                World.Clerk
            )
        );
    }

    [Fact]
    public void A_transfer_to_where_the_person_lives_is_neither_refused_nor_flagged()
    {
        var register = Scripts.Registered();
        NotFlagged(register.Ask(0, new Transfer(World.OtherUrban, null, "外地户籍,常住地在本辖区"), World.Clerk));
        Assert.Equal(World.OtherUrban, register.Records[0].Registration!.Office);
    }

    [Theory]
    [InlineData("身份证号与姓名比对不一致,请更正姓名")]
    [InlineData("请携带本人身份证原件核对姓名")]
    [InlineData("公安人口库查无此号,请核对")]
    [InlineData("养老待遇发放库显示2026年1月起领取基本养老金")]
    [InlineData("电话核实,本人现仍在某公司上班,劳动合同未解除")]
    public void A_lawful_finding_on_an_application_is_not_flagged(string text) =>
        Assert.Empty(SuspiciousWording.Find(text, WordingUse.Admission));

    [Fact]
    public void However_the_words_are_spaced_or_widened_they_are_found()
    {
        foreach (var text in PapersTexts.Concat(ExitTexts))
        {
            string[] forms =
            [
                text,
                MadeUp.FullWidth(text),
                MadeUp.Spread(text, " "),
                MadeUp.Spread(text, "\u200b"),
                MadeUp.Spread(text, "、"),
                MadeUp.Spread(text, "\u3000*"),
                text.ToUpperInvariant(),
            ];
            Assert.All(forms, form => Assert.True(SuspiciousWording.Find(form, WordingUse.Decision).Count > 0, form));
        }
    }

    [Theory]
    [InlineData("已达到退休年龄并领取养老金", false)]
    [InlineData("已达到退休年龄,尚未领取养老金", true)]
    [InlineData("已达到退休年龄", true)]
    [InlineData("电话停机,推定已就业", true)]
    public void An_age_beside_the_pension_that_is_drawn_is_no_matter_and_a_guess_is_no_fact(string text, bool flagged) =>
        Assert.Equal(flagged, SuspiciousWording.Find(text, WordingUse.Ending).Count > 0);

    [Fact]
    public void Silence_in_the_note_of_a_contact_is_the_contact_itself()
    {
        Assert.Empty(SuspiciousWording.Find("连续三次无人接听,手机停机", WordingUse.Aside));
        Assert.NotEmpty(SuspiciousWording.Find("连续六个月联系不上,建议注销登记", WordingUse.Aside));
    }

    [Fact]
    public void A_flag_names_author_office_command_field_article_and_words_and_is_in_the_journal_only()
    {
        var register = Scripts.Registered();
        var before = register.Records[0];
        var decision = register.Ask(
            0,
            new RecordContact
            {
                Channel = Domain.Persons.ContactChannel.Telephone,
                Outcome = Domain.Persons.ContactOutcome.NotReached,
                Note = "三次拒绝服务,予以注销登记",
            },
            World.Clerk
        );
        var flag = Assert.Single(Flags(decision));
        Assert.Equal(
            (World.Day("2026-03-02"), World.Urban, "recordContact", "note", "79/2020 (四)", "三次拒绝服务,予以注销登记"),
            (flag.On, flag.Office, flag.Command, flag.Field, flag.Article, flag.Text)
        );
        Assert.Contains(flag.Words, "三次拒绝服务", StringComparison.Ordinal);
        Assert.Equal(World.Clerk, register.RecordedOf(0)[^1].By);
        Assert.DoesNotContain("拒绝", JournalPrivacy.Readable(flag), StringComparison.Ordinal);
        Assert.Equal(before.Registration!.Number, register.Records[0].Registration!.Number);
    }

    [Fact]
    public void A_command_that_is_refused_or_changes_nothing_leaves_no_flag()
    {
        var register = Scripts.Registered();
        Assert.Empty(register.Ask(0, new Transfer(World.Urban, null, "未参保"), World.Clerk).Events);
        Assert.DoesNotContain(register.Journal, e => e is WordingFlagged);
    }

    [Fact]
    public void The_forbidden_codes_cannot_be_expressed()
    {
        Assert.DoesNotContain(Enum.GetValues<ExitReason>(), r => (int)r is 22 or 32);
        Assert.Equal(8, Enum.GetValues<NonApprovalReason>().Length);
    }

    private static IEnumerable<WordingFlagged> Flags(Domain.Persons.Decision decision) => decision.Events.OfType<WordingFlagged>();

    private static void Flagged(Domain.Persons.Decision decision, string field, string article, string text)
    {
        Scripts.Ok(decision);
        Assert.Contains(Flags(decision), flag =>
            flag.Field == field && flag.Article == article && flag.Text == text && flag.Words.Length > 0
        );
    }

    private static void NotFlagged(Domain.Persons.Decision decision)
    {
        Scripts.Ok(decision);
        Assert.Empty(Flags(decision));
    }
}
