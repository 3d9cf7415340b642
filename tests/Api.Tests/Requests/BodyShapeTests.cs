using System.Text;
using System.Text.Json;
using CsCheck;
using Grid.Api.Applications;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Testing;

namespace Grid.Api.Tests.Requests;

public sealed class BodyShapeTests
{
    [Fact]
    public void Everything_that_does_not_fit_is_told_at_once_with_its_path()
    {
        var problem = Check(
            """
            { "name": 5, "identityNumber": ["x"], "jobWishes": "1", "wishesToClaimBenefit": "yes", "colour": "red", "commitment": [],
              "details": { "telephone": true, "health": "1", "health": "2", "shoeSize": 43 }, "formerEmployer": { "name": "\ud800" }, "reason": "a\u0000b" }
            """
        )!;
        Assert.Same(ProblemCatalogue.InvalidRequest, problem.Kind);
        Assert.Equal(
            [
                ("name", "wrongType"),
                ("identityNumber", "wrongType"),
                ("jobWishes", "wrongType"),
                ("wishesToClaimBenefit", "wrongType"),
                ("colour", "unknown"),
                ("commitment", "wrongType"),
                ("details.telephone", "wrongType"),
                ("details.health", "duplicate"),
                ("details.shoeSize", "unknown"),
                ("formerEmployer.name", "badText"),
                ("reason", "badText"),
            ],
            problem.Errors.Select(error => (error.Field, error.Code))
        );
    }

    [Theory]
    [InlineData("attachments")]
    [InlineData("documents")]
    [InlineData("terminationProof")]
    [InlineData("diploma")]
    public void Papers_get_the_article_that_forbids_them(string member)
    {
        var problem = Check($$"""{ "{{member}}": [] }""")!;
        Assert.Same(ProblemCatalogue.PapersNotAllowed, problem.Kind);
        Assert.Equal("79/2020 (二)", problem.Kind.Article);
        Assert.Equal(member, Assert.Single(problem.Errors).Field);
    }

    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("张三")]
    [InlineData("a b")]
    public void A_member_whose_name_may_be_personal_is_not_repeated(string member) =>
        Assert.Equal("(unreadable name)", Assert.Single(Check($$"""{ "{{member}}": 1 }""")!.Errors).Field);

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void A_body_is_an_object(string json) =>
        Assert.Equal(("$", "wrongType"), Assert.Single(Check(json)!.Errors.Select(error => (error.Field, error.Code))));

    [Fact]
    public void Texts_and_lists_are_bounded()
    {
        var text = new string('x', 2001);
        var list = string.Join(',', Enumerable.Repeat("\"1\"", 51));
        var problem = Check($$"""{ "name": "{{text}}", "jobWishes": [{{list}}] }""")!;
        Assert.Equal([("name", "tooLong"), ("jobWishes", "tooMany")], problem.Errors.Select(error => (error.Field, error.Code)));
    }

    [Fact]
    public void What_passes_can_always_be_read() =>
        Gen.OneOf(Values, Values.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"))
            .Select(OneOf("name", "details", "jobWishes", "wishesToClaimBenefit", "commitment", "reason", "other"), (value, member) =>
                $$"""{ "{{member}}": {{value}} }"""
            )
            .Check(json =>
            {
                if (Check(json) is null)
                    Assert.NotNull(JsonSerializer.Deserialize<SubmitBody>(json, ApiJson.Options));
            });

    private static readonly Gen<string> Values = Gen.OneOf(
        OneOf(
            "null",
            "true",
            "5",
            "1e400",
            "-0",
            "{}",
            "[]",
            "{\"telephone\":null}",
            "{\"telephone\":{}}",
            "[null]",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\""
        ),
        Gen.String.Select(text => JsonSerializer.Serialize(text))
    );

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Problem? Check(string json)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json), new JsonDocumentOptions { AllowDuplicateProperties = true });
        try
        {
            BodyShape.Check(document.RootElement, typeof(SubmitBody));
            return null;
        }
        catch (ProblemException problem)
        {
            return problem.Problem;
        }
    }
}
