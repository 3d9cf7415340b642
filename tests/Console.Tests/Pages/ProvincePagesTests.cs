using Grid.Console.Tests.Hosts;

namespace Grid.Console.Tests.Pages;

/// <summary>Every page of a province's register, with pictures; 100,000 persons in full size.</summary>
[Collection(ProvinceHost.Name)]
public sealed class ProvincePagesTests(ProvinceRegister host, Browser browser)
{
    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public Task Every_page_is_whole_at_a_provinces_size(string language) => EveryPage.CheckAsync(browser, host, language, "province");
}
