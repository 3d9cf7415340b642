using System.Net;
using System.Text.Json;
using Grid.Api.Requests;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Requests;

/// <summary>Answers can be read raw: what JSON does not have to escape, it does not.</summary>
[Collection(OneHost.Name)]
public sealed class EncodingTests(ApiHost host)
{
    [Theory]
    [InlineData("失业登记")]
    [InlineData("the region's office")]
    [InlineData("<b> & 'x' + `y` 买买提·吐尔逊")]
    public void Text_stands_as_it_is(string text) => Assert.Equal($"\"{text}\"", JsonSerializer.Serialize(text, ApiJson.Options));

    [Theory]
    [InlineData("a\"b\\c\nd\0\u2028")]
    [InlineData("𠮷野")]
    public void What_must_be_escaped_comes_back(string text) =>
        Assert.Equal(text, JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text, ApiJson.Options), ApiJson.Options));

    [Fact]
    public async Task Answers_and_problems_escape_neither_apostrophes_nor_Chinese_and_may_not_be_taken_for_a_page()
    {
        var clerk = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu));
        var kinds = (await clerk.GetAsync("/v1/worklists")).Expect(HttpStatusCode.OK);
        Assert.Contains("待首次联系", kinds.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", kinds.Text, StringComparison.Ordinal);

        var problem = (await clerk.GetAsync("/v1/persons/00000000000000000000000000000000", "en")).Expect(HttpStatusCode.NotFound);
        Assert.Contains("office's reach", problem.Text, StringComparison.Ordinal);
        var catalogue = (await clerk.GetAsync("/problems")).Expect(HttpStatusCode.OK);
        Assert.Contains("'", catalogue.Text, StringComparison.Ordinal);
        foreach (var answer in (Answer[])[kinds, problem, catalogue])
        {
            Assert.DoesNotContain("\\u", answer.Text, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        }
    }
}
