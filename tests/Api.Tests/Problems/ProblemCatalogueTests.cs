using System.Reflection;
using System.Text.Json;
using Grid.Api.Problems;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons.Refusals;
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
    public void Every_problem_is_on_the_list_that_clients_read() => Assert.All(
        typeof(ProblemCatalogue).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ProblemKind>(),
        kind => Assert.Same(kind, ProblemCatalogue.Find(kind.Code)));

    [Fact]
    public void No_code_stands_twice() => Assert.Equal(ProblemCatalogue.All.Count, ProblemCatalogue.All.DistinctBy(kind => kind.Code).Count());

    [Theory]
    [InlineData(RefusalCode.ForbiddenRefusalGround, "79/2020 (二)")]
    [InlineData(RefusalCode.ForbiddenExitGround, "79/2020 (四)")]
    public void What_the_notice_forbids_names_its_article(RefusalCode code, string article) => Assert.Equal(article, ProblemCatalogue.Of(code).Article);

    [Fact]
    public void What_is_to_be_repeated_says_when()
    {
        foreach (var kind in ProblemCatalogue.All.Where(kind => kind.Status is 429 or 503))
        {
            Assert.True(kind.RetryAfter > 0, kind.Code);
        }
    }

    [Fact]
    public void Every_error_of_the_domains_values_has_a_text()
    {
        string[] names =
        [
            .. Enum.GetValues<IdentityNumberError>().Skip(1).Select(EnumName.Of), .. Enum.GetValues<PersonNameError>().Skip(1).Select(EnumName.Of),
            .. Enum.GetValues<TelephoneNumberError>().Skip(1).Select(EnumName.Of), .. Enum.GetValues<NumberError>().Skip(1).Select(EnumName.Of),
            .. Enum.GetValues<SocialCreditCodeError>().Skip(1).Select(EnumName.Of),
        ];
        Assert.All(names, name => Assert.True(FieldCodes.IsKnown(name), name));
    }

    [Fact]
    public void A_refusal_keeps_field_article_and_what_is_allowed()
    {
        var refusal = new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Reason = "because", Allowed = ["dataMatch"], Article = "79/2020 (四)" };
        var body = ProblemBody.Of(Problem.Of(refusal), Language.Chinese, "trace");
        Assert.Equal(("basis-not-enough", 409, "79/2020 (四)", "trace"), (body.Code, body.Status, body.Article, body.TraceId));
        Assert.Equal(["dataMatch"], body.Allowed);
        Assert.Equal("evidence.basis", Assert.Single(body.Errors!).Field);
    }
}
