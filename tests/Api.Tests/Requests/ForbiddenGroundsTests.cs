using Grid.Api.Applications;
using Grid.Api.Persons;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Codes;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Api.Tests.Requests;

public sealed class ForbiddenGroundsTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(8)));

    public static TheoryData<string> ForbiddenExitCodes =>
        [
            .. CodeLists
                .BuiltIn[CodeListIds.ExitReason]
                .Entries.Where(entry => entry.Verdict == ExitVerdict.Forbidden)
                .Select(entry => entry.Code),
        ];

    public static TheoryData<string> ExitCodes =>
        [.. CodeLists.BuiltIn[CodeListIds.ExitReason].Entries.Where(entry => entry.Name is not null).Select(entry => entry.Code)];

    [Theory]
    [MemberData(nameof(ForbiddenExitCodes))]
    [InlineData("retirementAge")]
    [InlineData("threeRefusals")]
    [InlineData("sixMonthsSilence")]
    [InlineData("noContact")]
    [InlineData("expired")]
    [InlineData("失联")]
    [InlineData("期满未续办")]
    public void A_forbidden_exit_names_the_article_and_what_is_allowed(string reason)
    {
        var problem = Assert.Throws<ProblemException>(() => (ExitBody.Example with { Reason = reason }).Read(new Fields(Clock))).Problem;
        Assert.Equal(("forbidden-exit-ground", 422), (problem.Kind.Code, problem.Kind.Status));
        Assert.StartsWith("79/2020 (四)", problem.Article, StringComparison.Ordinal);
        Assert.Contains("11", problem.Allowed);
        Assert.DoesNotContain("22", problem.Allowed);
        Assert.DoesNotContain("32", problem.Allowed);
    }

    [Fact]
    public void The_forbidden_codes_are_those_of_the_notice() =>
        Assert.Equal(["22", "32"], ForbiddenExitCodes.Select(row => row.Data).Where(code => code is "22" or "32").Order());

    [Theory]
    [MemberData(nameof(ExitCodes))]
    public void A_lawful_exit_is_read(string reason) =>
        Assert.Equal(
            reason,
            ((int)(ExitBody.Example with { Reason = reason }).Read(new Fields(Clock)).Exit.Reason).ToString(
                System.Globalization.CultureInfo.InvariantCulture
            )
        );

    [Theory]
    [InlineData("insufficientMaterials")]
    [InlineData("notInsured")]
    [InlineData("notEligibleForBenefit")]
    [InlineData("separatedFromHukou")]
    [InlineData("noFile")]
    [InlineData("材料不全")]
    [InlineData("未参保")]
    public void A_forbidden_refusal_names_the_article_and_what_is_allowed(string reason)
    {
        var problem = Assert.Throws<ProblemException>(() => new RefusalBody { Reason = reason }.Read(new Fields(Clock))).Problem;
        Assert.Equal(("forbidden-refusal-ground", "79/2020 (二)"), (problem.Kind.Code, problem.Article));
        Assert.Equal(8, problem.Allowed.Count);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("basicPension,hired")]
    [InlineData("Employed")]
    public void Another_word_is_no_code(string reason)
    {
        var problem = Assert.Throws<ProblemException>(() => new RefusalBody { Reason = reason }.Read(new Fields(Clock))).Problem;
        Assert.Equal(("reason", "notInList"), Assert.Single(problem.Errors.Select(error => (error.Field, error.Code))));
    }
}
