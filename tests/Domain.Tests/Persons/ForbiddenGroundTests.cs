using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Tests.Identity;

namespace Grid.Domain.Tests.Persons;

/// <summary>What 79/2020 (二) and (四) forbid as a ground, in every text that could be one; and what a clerk may well write.</summary>
public sealed class ForbiddenGroundTests
{
    public static readonly TheoryData<string> Papers = new(
        "资料不全", "材料不齐", "材料不全,不予登记", "资 料 不 全", "资料、不。全", "资\u200b料\u2060不全", "資料不全", "缺少离职证明", "未提供解除劳动关系证明", "请补充材料",
        "没有毕业证", "需提交学历证书", "请携带技能等级证书", "无档案", "个人档案未转来", "未参保", "未參保", "没有参加社会保险", "从未缴纳社保", "参保年限不足", "社保断缴",
        "不符合领金条件", "不能领取失业保险金", "非因本人意愿中断就业", "人户分离", "户口不在本地", "非本地户籍", "外省户籍", "原身份证明未提供",
        "Materials incomplete", "not insured", "NOT ELIGIBLE for benefit", "please bring your diploma", "no proof of dismissal", "hukou not local", "ＮＯＴ ＩＮＳＵＲＥＤ", "no personal file");

    public static readonly TheoryData<string> Exits = new(
        "连续3次拒绝服务", "连续三次拒绝接受公共就业服务", "連續三次拒絕接受公共就業服務", "拒 绝 服 务 3 次", "３次不接受职业介绍", "③次拒绝服务", "拒绝参加培训", "多次推荐岗位均不去", "不再接受服务",
        "连续6个月无法取得联系", "六个月联系不上", "聯繫不上本人", "电话停机", "手机打不通", "失联", "失\u200d联", "无人接听", "未按时签到", "半年没有消息",
        "登记有效期满", "登记到期", "期满未续办", "到期未续登", "自动注销", "达到退休年龄", "已满60周岁", "年满六十岁", "超龄", "年龄已到",
        "three refusals", "refused service 3 times", "6 months no contact", "could not be reached", "registration expired", "reached retirement age", "over 60 years");

    public static readonly TheoryData<string> Lawful = new(
        "2026年3月5日电话联系本人,已入职南昌某公司", "社保比对显示已在新单位参保", "本人承诺已与原单位解除劳动关系", "合同期满后被新单位录用", "劳动合同到期未续签,后被另一公司录用",
        "市场监管比对:2026年2月领取营业执照", "本人来电告知已考取研究生并入学", "经办人上门核实,本人已随子女移居境外", "参加职业培训后被录用", "本人声明终止就业要求",
        "学信网比对已入学", "Hired by a new employer, told by telephone on 5 March", "contract expired, then hired by another company", "hired 6 months ago");

    [Theory]
    [MemberData(nameof(Papers))]
    public void No_text_refuses_somebody_for_papers_insurance_benefit_hukou_or_file(string text)
    {
        var now = World.At("2026-03-02T10:00");
        PersonCommand[] commands =
        [
            new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Inconclusive, World.Hand(text)),
            new RecordVerification(VerificationSubject.OutOfWork, VerificationOutcome.Contradicted, World.Match(now, text)),
            new AskCorrection(text),
            new WithdrawApplication(World.Word(text)),
            new Transfer(World.OtherUrban, null, text),
        ];
        foreach (var command in commands)
        {
            var register = Scripts.Empty();
            Scripts.Ok(register.Ask(0, World.Application(World.Citizen(), register.Now), World.Clerk));
            Forbids(register.Ask(0, command, World.Clerk).Refusal, RefusalCode.ForbiddenRefusalGround, "79/2020 (二)");
        }

        var open = Scripts.Empty();
        Scripts.Ok(open.Ask(0, World.Application(World.Citizen(), open.Now), World.Clerk));
        Forbids(open.Ask(0, new EndAsEnteredInError(open.Records[0].Application!.Number, text), World.Supervisor).Refusal, RefusalCode.ForbiddenRefusalGround, "79/2020 (二)");
        Scripts.Ok(open.Ask(0, new RaiseObjection(ObjectionSubject.Data, text), World.Clerk)); // The person may well quote it.
        Forbids(open.Ask(0, new AnswerObjection(open.Records[0].Objections[0].Id, false, text), World.Clerk).Refusal, RefusalCode.ForbiddenRefusalGround, "79/2020 (二)");
        Scripts.Ok(open.Ask(0, new AnswerObjection(open.Records[0].Objections[0].Id, true, text), World.Clerk));
    }

    [Theory]
    [MemberData(nameof(Exits))]
    public void No_text_ends_a_registration_for_refused_services_silence_expiry_or_age(string text)
    {
        var register = Scripts.Registered();
        var today = World.Day("2026-03-02");
        foreach (var reason in Enum.GetValues<ExitReason>().Except([ExitReason.Death]))
        {
            var other = reason == ExitReason.Other ? "另有原因" : null;
            Evidence[] all = [World.Word(text), World.Hand(text), World.Match(register.Now) with { Note = text }, World.Match(register.Now, text)];
            foreach (var evidence in all)
            {
                var refusal = register.Ask(0, new RecordExit(new ExitDetails { Reason = reason, On = today, Evidence = evidence, OtherReason = other }), World.Clerk).Refusal;
                if (refusal is null && reason == ExitReason.BasicPension && evidence.Basis == EvidenceBasis.DataMatch)
                {
                    // With a pension match the age beside it does no harm.
                    Assert.Null(ForbiddenWording.InExitButAge("note", text));
                    Scripts.Ok(register.Ask(0, new RevokeExit(register.Records[0].Past[^1].Number, World.Hand()), World.Clerk));
                }
                else if (refusal?.Code != RefusalCode.BasisNotEnough)
                {
                    Forbids(refusal, RefusalCode.ForbiddenExitGround, "79/2020 (四)");
                }
            }
        }

        Forbids(register.Ask(0, new RecordExit(new ExitDetails { Reason = ExitReason.Other, On = today, Evidence = World.Hand(), OtherReason = text }), World.Clerk).Refusal, RefusalCode.ForbiddenExitGround, "79/2020 (四)");
        Forbids(register.Ask(0, new EndAsEnteredInError(register.Records[0].Application!.Number, text), World.Supervisor).Refusal, RefusalCode.ForbiddenExitGround, "79/2020 (四)");
        Assert.NotNull(register.Records[0].Registration);
    }

    [Theory]
    [MemberData(nameof(Lawful))]
    public void A_lawful_note_is_taken(string text)
    {
        Assert.Null(ForbiddenWording.InExit("note", text));
        Assert.Null(ForbiddenWording.InRefusal("note", text));
        var register = Scripts.Registered();
        Scripts.Ok(register.Ask(0, new RecordExit(new ExitDetails { Reason = ExitReason.Hired, On = World.Day("2026-03-02"), Evidence = World.Hand(text) }), World.Clerk));
    }

    [Theory]
    [InlineData("身份证号与姓名比对不一致,请更正姓名")]
    [InlineData("请携带本人身份证原件核对姓名")]
    [InlineData("公安人口库查无此号,请核对")]
    [InlineData("养老待遇发放库显示2026年1月起领取基本养老金")]
    [InlineData("电话核实,本人现仍在某公司上班,劳动合同未解除")]
    public void A_lawful_finding_on_an_application_is_taken(string text) => Assert.Null(ForbiddenWording.InRefusal("note", text));

    [Fact]
    public void However_a_forbidden_ground_is_spaced_or_widened_it_is_found()
    {
        foreach (var row in Papers.Concat(Exits))
        {
            var text = row.Data;
            string[] forms = [text, MadeUp.FullWidth(text), MadeUp.Spread(text, " "), MadeUp.Spread(text, "\u200b"), MadeUp.Spread(text, "、"), MadeUp.Spread(text, "\u3000*"), text.ToUpperInvariant()];
            Assert.All(forms, form => Assert.NotNull(ForbiddenWording.InRefusal("t", form) ?? ForbiddenWording.InExit("t", form)));
        }
    }

    [Fact]
    public void Age_with_the_pension_that_is_drawn_may_be_told_and_age_alone_may_not()
    {
        Assert.True(ForbiddenWording.TellsPension("已达到退休年龄并领取养老金"));
        Assert.False(ForbiddenWording.TellsPension("已达到退休年龄,尚未领取养老金"));
        Assert.False(ForbiddenWording.TellsPension("已达到退休年龄"));
    }

    [Fact]
    public void The_forbidden_codes_cannot_be_expressed()
    {
        Assert.DoesNotContain(Enum.GetValues<ExitReason>(), r => (int)r is 22 or 32);
        Assert.Equal(7, Enum.GetValues<NonApprovalReason>().Length);
    }

    private static void Forbids(Refusal? refusal, RefusalCode code, string article)
    {
        Assert.NotNull(refusal);
        Assert.Equal(code, refusal.Code);
        Assert.Equal(article, refusal.Article);
        Assert.NotEmpty(refusal.Allowed);
    }
}
