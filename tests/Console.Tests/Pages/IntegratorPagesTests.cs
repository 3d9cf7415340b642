using Grid.Api.Integrators;
using Grid.Api.Problems;
using Grid.Console.Tests.Hosts;

namespace Grid.Console.Tests.Pages;

/// <summary>The documentation for integrators in a browser, on a desk and on a phone.</summary>
[Collection(EmptyHost.Name)]
public sealed class IntegratorPagesTests(PagesHost host, Browser browser)
{
    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Every_page_can_be_read_without_script_by_everybody(string language)
    {
        var tongue = language == "en" ? Language.English : Language.Chinese;
        var wrong = new List<string>();
        await using var visitor = await browser.VisitAsync(host);
        foreach (var page in SitePages.All)
        {
            var file = page.FileIn(tongue);
            var answer = await visitor.OpenAsync($"{SiteEndpoints.Root}/{file}", live: false);
            Assert.Equal(200, answer.Status);
            Assert.Equal(0, await visitor.Page.Locator("script").CountAsync());
            if (string.IsNullOrWhiteSpace(await visitor.HeadingAsync()))
                wrong.Add($"{file}: no heading");

            // The same template in both languages, and axe takes seconds for a page of a thousand cells.
            if (tongue == Language.Chinese || page.Slug is "index" or "first-hour")
                wrong.AddRange((await visitor.AxeAsync()).Select(found => $"{file}: {found}"));
            if (await visitor.OverflowAsync() > 0)
                wrong.Add($"{file}: wider than the window");
            await visitor.Page.SetViewportSizeAsync(Visitor.Phone.Width, Visitor.Phone.Height);
            if (await visitor.OverflowAsync() > 0)
                wrong.Add($"{file}: wider than a phone");
            if (page.Slug is "index" or "errors" or "first-hour")
                await visitor.PictureAsync($"integrators-{page.Slug}-{language}-phone");
            await visitor.Page.SetViewportSizeAsync(Visitor.Desk.Width, Visitor.Desk.Height);
            if (page.Slug is "index" or "errors" or "first-hour")
                await visitor.PictureAsync($"integrators-{page.Slug}-{language}");
        }

        wrong.AddRange(visitor.Complaints);
        wrong.AddRange(Foreign(visitor));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct()));
    }

    [Fact]
    public async Task The_reference_shows_the_operations_and_asks_no_other_host()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.OpenAsync(SiteEndpoints.Reference, live: false);
        await visitor.Page.GetByText("提交失业登记申请").First.WaitForAsync();
        await visitor.PictureAsync("reference");
        Assert.Empty(visitor.Complaints);
        Assert.Empty(Foreign(visitor));
    }

    private IEnumerable<string> Foreign(Visitor visitor) =>
        visitor
            .Asked.Where(asked => asked.Scheme is "http" or "https" && asked.Authority != host.Pages.Authority)
            .Select(asked => $"a foreign host was asked: {asked}");
}
