using System.Text.RegularExpressions;
using Grid.Console.Tests.Hosts;
using Microsoft.Playwright;

namespace Grid.Console.Tests.Pages;

/// <summary>What the pages do when the API fails, the session ends, or the connection breaks.</summary>
[Collection(EmptyHost.Name)]
public sealed class FailingTests(PagesHost host, Browser browser)
{
    [Theory]
    [InlineData("zh", "接口没有应答")]
    [InlineData("en", "The API does not answer")]
    public async Task Every_page_says_that_the_API_does_not_answer(string language, string said)
    {
        foreach (var group in PageList.Of("failing", language).GroupBy(page => (page.Role, page.Office)))
        {
            await using var visitor = await browser.VisitAsync(host);
            host.Faults.Down = true;
            try
            {
                await visitor.SignInAsync(group.Key.Role, group.Key.Office, language);
                foreach (var (path, _, _) in group)
                {
                    var answer = await visitor.OpenAsync(PageList.Now(path));
                    Assert.Equal(200, answer.Status);
                    await visitor.Page.WaitForSelectorAsync("text=" + said);
                    Assert.Empty(await visitor.AxeAsync());
                    await visitor.PictureAsync($"failing-{language}{path}");
                }
            }
            finally
            {
                host.Faults.Down = false;
            }

            Assert.Empty(visitor.Complaints);
        }
    }

    [Fact]
    public async Task A_live_page_keeps_its_numbers_says_why_they_are_old_and_recovers()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("operator");
        await visitor.OpenAsync("/console");
        host.Faults.Nonsense = true;
        try
        {
            await visitor.Page.WaitForSelectorAsync("text=接口没有应答");
            Assert.True(await visitor.Page.Locator("[data-testid=tile-registered]").IsVisibleAsync());
            await visitor.PictureAsync("failing-live");
        }
        finally
        {
            host.Faults.Nonsense = false;
        }

        await visitor.Page.WaitForSelectorAsync("text=接口没有应答", new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_wrong_region_period_or_cursor_is_told()
    {
        string[] paths =
        [
            "/console/regions/999999",
            "/console/regions/nonsense",
            "/console/regions/360100?period=2026-13",
            "/console/regions/360100?period=%F0%9F%99%82",
            "/console?region=370000",
            "/console/duties/1",
            "/console/notices/abc",
            "/console/recount/000000",
            "/console/platform/days/yesterday",
            "/console/platform/refused?cursor=%00%00",
            "/console/platform/orders?cursor=%3Cscript%3E",
            "/console/calendar?region=../../etc&year=x",
        ];
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("operator");
        foreach (var path in paths)
        {
            var answer = await visitor.OpenAsync(path);
            Assert.True(answer.Status == 200, $"{path}: {answer.Status}");
            await visitor.Page.WaitForSelectorAsync(".banner, .empty"); // A page that becomes live is drawn once more.
            Assert.DoesNotContain("   at ", await visitor.Page.ContentAsync(), StringComparison.Ordinal);
            Assert.True(await visitor.AxeAsync() is { Count: 0 }, path);
        }

        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_session_that_ends_in_the_middle_of_a_live_page_is_told_with_the_way_back()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("operator", language: "en");
        await visitor.OpenAsync("/console/platform");

        // Another key: the token is not valid any more.
        var file = Path.Combine(host.Home, "secrets", "dev-token.key");
        var kept = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, Convert.ToBase64String(new byte[32]), TestContext.Current.CancellationToken);
        try
        {
            await visitor.Page.WaitForSelectorAsync("text=Your session is over");
            await visitor.PictureAsync("expired");
            Assert.Empty(await visitor.AxeAsync());
        }
        finally
        {
            await File.WriteAllTextAsync(file, kept, TestContext.Current.CancellationToken);
        }

        await visitor.Page.ClickAsync("text=Sign in again");
        await visitor.Page.SelectOptionAsync("#role", "operator");
        await visitor.Page.ClickAsync("main button[type=submit]");

        // The address alone: waiting for a load that is over already can wait in vain.
        await Assertions
            .Expect(visitor.Page)
            .ToHaveURLAsync(new Regex("/console/platform$"), new PageAssertionsToHaveURLOptions { Timeout = 60_000 });
        Assert.Empty(visitor.Complaints);
    }
}
