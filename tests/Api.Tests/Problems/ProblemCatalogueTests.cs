using System.Reflection;
using System.Text.Json;
using Grid.Api.Problems;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Domain.Text;

namespace Grid.Api.Tests.Problems;

public sealed class ProblemCatalogueTests
{
    public static TheoryData<RefusalCode> Refusals => [.. Enum.GetValues<RefusalCode>()];

    public static TheoryData<string> Codes => [.. ProblemCatalogue.All.Select(kind => kind.Code)];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Every_refusal_has_its_problem(RefusalCode code)
    {
        var kind = ProblemCatalogue.Of(code);
        Assert.Equal(JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString()), kind.Code);
        Assert.Same(kind, ProblemCatalogue.Find(kind.Code));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_problem_is_a_4xx_or_5xx_and_speaks_both_languages(string code)
    {
        var kind = ProblemCatalogue.Find(code)!;
        Assert.InRange(kind.Status, 400, 503);
        Assert.Equal("/problems/" + code, kind.Type);
        foreach (var words in (Words[])[kind.Title, kind.Detail])
        {
            Assert.Contains(words.Zh, character => character is >= '\u4E00' and <= '\u9FFF');
            Assert.DoesNotContain(words.En, character => character > '\u2100');
            Assert.NotEqual("", words.En.Trim());
        }
    }

    [Fact]
    public void Every_problem_is_on_the_list_that_clients_read() =>
        Assert.All(
            typeof(ProblemCatalogue)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => field.GetValue(null))
                .OfType<ProblemKind>(),
            kind => Assert.Same(kind, ProblemCatalogue.Find(kind.Code))
        );

    [Fact]
    public void No_code_stands_twice() =>
        Assert.Equal(ProblemCatalogue.All.Count, ProblemCatalogue.All.DistinctBy(kind => kind.Code).Count());

    [Theory]
    [InlineData(RefusalCode.ForbiddenRefusalGround, "79/2020 (二)")]
    [InlineData(RefusalCode.ForbiddenExitGround, "79/2020 (四)")]
    public void What_the_notice_forbids_names_its_article(RefusalCode code, string article) =>
        Assert.Equal(article, ProblemCatalogue.Of(code).Article);

    [Fact]
    public void What_is_to_be_repeated_says_when()
    {
        foreach (var kind in ProblemCatalogue.All.Where(kind => kind.Status is 429 or 503))
            Assert.True(kind.RetryAfter > 0, kind.Code);
    }

    [Fact]
    public void Every_error_of_the_domains_values_has_a_text()
    {
        string[] names =
        [
            .. Enum.GetValues<IdentityNumberError>().Skip(1).Select(EnumName.Of),
            .. Enum.GetValues<PersonNameError>().Skip(1).Select(EnumName.Of),
            .. Enum.GetValues<TelephoneNumberError>().Skip(1).Select(EnumName.Of),
            .. Enum.GetValues<NumberError>().Skip(1).Select(EnumName.Of),
            .. Enum.GetValues<SocialCreditCodeError>().Skip(1).Select(EnumName.Of),
            .. Enum.GetValues<ConditionFaultKind>().Select(EnumName.Of),
        ];
        Assert.All(names, name => Assert.True(FieldCodes.IsKnown(name), name));
    }

    [Fact]
    public void A_refusal_keeps_field_article_and_what_is_allowed()
    {
        var refusal = new Refusal(RefusalCode.BasisNotEnough)
        {
            Field = "evidence.basis",
            Rule = FieldRule.NeedsOwnDeclaration,
            Allowed = ["2"],
            Article = "79/2020 (四)",
        };
        var body = ProblemBody.Of(Problem.Of(refusal), Language.Chinese, "trace");
        Assert.Equal(("basis-not-enough", 409, "79/2020 (四)", "trace"), (body.Code, body.Status, body.Article, body.TraceId));
        Assert.Equal(["2"], body.Allowed);
        var error = Assert.Single(body.Errors!);
        Assert.Equal(("evidence.basis", "needsOwnDeclaration", "须由本人自己申报"), (error.Field, error.Code, error.Detail));
    }

    [Fact]
    public void Every_rule_has_a_code_and_a_text_of_its_own_in_both_languages()
    {
        var rules = Enum.GetValues<FieldRule>().Select(EnumName.Of).ToList();
        Assert.All(rules, rule => Assert.True(FieldCodes.IsKnown(rule), rule));
        Assert.Equal(rules.Count, rules.Select(FieldCodes.TextOf).Distinct().Count());
        foreach (var code in FieldCodes.All)
        {
            var text = FieldCodes.TextOf(code);
            Assert.Contains(text.Zh, character => character is >= '\u4E00' and <= '\u9FFF');
            Assert.DoesNotContain(text.En, character => character is >= '\u4E00' and <= '\u9FFF');
        }
    }

    /// <summary>
    /// What a Chinese answer says is Chinese: the only Latin letters are names of members, formats and addresses, which are the same in
    /// every language.
    /// </summary>
    [Fact]
    public void A_chinese_answer_has_no_english_words()
    {
        string[] technical =
        [
            "JSON",
            "UTF",
            "KB",
            "Idempotency",
            "Key",
            "Location",
            "Allow",
            "Accept",
            "application",
            "json",
            "Content",
            "Type",
            "traceId",
            "errors",
            "allowed",
            "openapi",
            "offices",
            "regions",
            "platform",
            "backfills",
            "renew",
            "false",
            "GET",
            "T",
            "v",
            "x",
            "ndjson",
            "version",
            "If",
            "Match",
            "ETag",
        ];
        foreach (
            var text in FieldCodes
                .All.Select(code => FieldCodes.TextOf(code).Zh)
                .Concat(ProblemCatalogue.All.SelectMany(kind => new[] { kind.Title.Zh, kind.Detail.Zh }))
        )
        {
            var words = System.Text.RegularExpressions.Regex.Matches(text, "[A-Za-z]+").Select(match => match.Value);
            Assert.All(words, word => Assert.True(technical.Contains(word), $"{word} in: {text}"));
        }
    }

    [Fact]
    public void Limits_are_told_to_programs_and_to_people()
    {
        var refusal = Refusal.Invalid("on", FieldRule.BeforeRegistration, atLeast: new DateOnly(2026, 11, 20));
        var zh = Assert.Single(ProblemBody.Of(Problem.Of(refusal), Language.Chinese, null).Errors!);
        Assert.Equal(("2026-11-20", null, "不能早于登记日期(不小于或不早于 2026-11-20)"), (zh.AtLeast, zh.AtMost, zh.Detail));
        var en = Assert.Single(
            ProblemBody.Of(Problem.Of(Refusal.Invalid("note", FieldRule.TooLong, atMost: 500)), Language.English, null).Errors!
        );
        Assert.Equal("This is too long (at most 500)", en.Detail);
    }

    [Fact]
    public void A_refusal_with_several_fields_tells_them_all()
    {
        var refusal = Refusal.All(
            Refusal.Invalid("unemployedOn", FieldRule.BeforeBirth),
            null,
            Refusal.NotInList("details.health", "/v1/code-lists/health")
        );
        var errors = ProblemBody.Of(Problem.Of(refusal!), Language.Chinese, null).Errors!;
        Assert.Equal([("unemployedOn", "beforeBirth"), ("details.health", "notInList")], errors.Select(error => (error.Field, error.Code)));
        Assert.Equal(["/v1/code-lists/health"], errors[1].Allowed);
    }

    [Theory]
    [InlineData("platformRepeatContradicts", Language.Chinese, "与全国平台先前的同号申请不一致")]
    [InlineData("invalidField:afterSubmission", Language.English, "It must not be after the submission")]
    [InlineData("不予受理：旧记录。", Language.Chinese, "不予受理：旧记录。")]
    [InlineData("7", Language.Chinese, "7")]
    [InlineData("aac003 姓名：姓名无效。name is no name (Digit).", Language.Chinese, "aac003 姓名：姓名无效。")]
    [InlineData("aac003 姓名：姓名无效。name is no name (Digit).", Language.English, "name is no name (Digit).")]
    [InlineData("证件号码错误。请更正", Language.English, "证件号码错误。请更正")]
    public void A_stored_refusal_is_put_into_words(string stored, Language language, string text) =>
        Assert.Equal(text, RefusalWords.Of(stored, language));
}
