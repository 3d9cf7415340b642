using Grid.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Tests.Problems;

public sealed class RequestLanguageTests
{
    [Theory]
    [InlineData(null, Language.Chinese)]
    [InlineData("", Language.Chinese)]
    [InlineData("en", Language.English)]
    [InlineData("en-GB,zh;q=0.5", Language.English)]
    [InlineData("zh;q=0.4,en;q=0.9", Language.English)]
    [InlineData("fr, zh-CN", Language.Chinese)]
    [InlineData("fr", Language.Chinese)]
    [InlineData(";;;===", Language.Chinese)]
    [InlineData("*", Language.Chinese)]
    public void Chinese_unless_English_is_preferred(string? header, Language expected)
    {
        var request = new DefaultHttpContext().Request;
        if (header is not null)
            request.Headers.AcceptLanguage = header;

        Assert.Equal(expected, RequestLanguage.Of(request));
    }
}
