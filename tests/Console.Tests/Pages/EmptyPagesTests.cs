using Grid.Console.Tests.Hosts;

namespace Grid.Console.Tests.Pages;

/// <summary>The pages of a register in which nothing happened yet.</summary>
[Collection(EmptyHost.Name)]
public sealed class EmptyPagesTests(PagesHost host, Browser browser)
{
    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public Task Every_page_says_that_there_is_nothing(string language) => EveryPage.CheckAsync(browser, host, language, "empty");
}
