using System.Globalization;
using Grid.Api.Tests.Hosts;
using Grid.Console.Tests.Hosts;
using Grid.Testing;

namespace Grid.Console.Tests.Pages;

/// <summary>The pages of a register with persons, in a real browser.</summary>
[Collection(FilledHost.Name)]
public sealed class FilledPagesTests(FilledRegister host, Browser browser)
{
    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public Task Every_page_is_whole_and_accessible_on_a_desk_and_on_a_phone(string language) =>
        EveryPage.CheckAsync(browser, host, language, "data");

    [Fact]
    public async Task Numbers_are_readable_without_script()
    {
        await using var visitor = await browser.VisitAsync(host, script: false);
        await visitor.SignInAsync("operator");
        foreach (var page in PageList.All.Where(page => page.Role == "operator"))
        {
            var answer = await visitor.OpenAsync(PageList.Now(page.Path), live: false);
            Assert.Equal(200, answer.Status);
            Assert.NotEmpty(await visitor.HeadingAsync());
        }

        await visitor.OpenAsync("/console", live: false);
        var registered = await visitor.Page.Locator("[data-testid=tile-registered] .tile-value").InnerTextAsync();
        Assert.True(long.Parse(new string([.. registered.Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture) > 0, registered);
        await visitor.Page.ClickAsync("nav a[href='/console/regions']");
        Assert.Contains("江西省", await visitor.HeadingAsync(), StringComparison.Ordinal);
        await visitor.Page.ClickAsync("table a[href='/console/regions/360100']");
        await visitor.Page.ClickAsync("table a[href='/console/regions/" + FilledRegister.County + "']");
        Assert.Contains("东湖区", await visitor.HeadingAsync(), StringComparison.Ordinal);
        await visitor.PictureAsync("no-script-county");
    }

    [Fact]
    public async Task What_the_platform_sent_in_vain_is_found_from_the_duties_masked_with_its_reason_and_last_day()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("supervisor", Grid.Api.Tests.Hosts.Api.Nanchang);
        await visitor.OpenAsync("/console/duties/" + FilledRegister.County);
        await visitor.Page.ClickAsync("a[href='/console/duties/platform-applications']");
        var card = visitor.Page.Locator("li.panel").Filter(new() { HasText = FilledRegister.RefusedNumber });
        var text = await card.InnerTextAsync();
        Assert.Contains("王*", text, StringComparison.Ordinal);
        Assert.Contains("姓名无效", text, StringComparison.Ordinal);
        Assert.Contains("期限", text, StringComparison.Ordinal);
        Assert.DoesNotContain("小明", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{11}", text.Replace(FilledRegister.RefusedNumber, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_board_follows_what_an_office_does_without_being_loaded_again()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("operator");
        await visitor.OpenAsync("/console");
        var value = visitor.Page.Locator("[data-testid=tile-in] .tile-value");
        var before = await NumberAsync(value);
        await visitor.Page.EvaluateAsync("() => { window.stayed = true; }");
        var clerk = new Grid.Api.Tests.Hosts.Api(host, host.Token("clerk", Grid.Api.Tests.Hosts.Api.Donghu));
        await People.RegisterAsync(clerk);
        await Wait.UntilAsync(async () => await NumberAsync(value) > before, "the board shows one more", TimeSpan.FromSeconds(90));
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => window.stayed === true"));
    }

    [Fact]
    public async Task The_keyboard_alone_goes_through_pages_tables_and_orders()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("operator");
        await visitor.OpenAsync("/console/regions");
        await visitor.Page.WaitForFunctionAsync("() => document.activeElement.tagName === 'H1'");
        await visitor.Page.FocusAsync(".skip");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForFunctionAsync("() => document.activeElement.closest('main') !== null");

        await visitor.Page.FocusAsync("th .sort[href*='sort=closing']");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForSelectorAsync("th[aria-sort=descending]");
        var figures = await visitor.Page.Locator("section[aria-labelledby=below] tbody tr td:nth-of-type(1)").AllInnerTextsAsync();
        var numbers = figures.Select(text => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(numbers.OrderDescending(), numbers);

        await visitor.OpenAsync("/console/platform");
        await visitor.Page.FocusAsync("details.action summary");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Locator("details.action[open] textarea").First.FocusAsync();
        await visitor.Page.Keyboard.TypeAsync("平台今晚升级");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForSelectorAsync("text=对接已暂停");
        await visitor.PictureAsync("paused");
        await visitor.OpenAsync("/console/platform/orders");
        await visitor.Page.WaitForSelectorAsync("text=平台今晚升级");

        await visitor.OpenAsync("/console/platform");
        await visitor.Page.Locator("details.action summary").First.ClickAsync();
        await visitor.Page.FillAsync("details.action[open] textarea", "升级完成");
        await visitor.Page.ClickAsync("details.action[open] button[type=submit]");
        await visitor.Page.WaitForSelectorAsync("text=已恢复");
    }

    [Fact]
    public async Task A_report_is_checked_on_its_page_and_its_export_is_the_API_s()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("statistician");
        await visitor.OpenAsync(PageList.Now("/console/report/PERIOD/" + FilledRegister.County));
        var waiting = visitor.Page.WaitForDownloadAsync();
        await visitor.Page.ClickAsync("a[href$='format=csv']");
        var file = await waiting;
        Assert.StartsWith("report-" + FilledRegister.County, file.SuggestedFilename, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("东湖区", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_that_asks_is_found_and_allowed()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("operator");
        await visitor.OpenAsync("/console/matching");
        var panel = visitor.Page.Locator("li.panel", new() { HasText = "就业登记和劳动用工备案库" });
        await panel.GetByText("待批准").WaitForAsync();
        await panel.Locator("details.action summary").First.ClickAsync();
        await panel.Locator("details.action[open] input[type=number]").FillAsync("120");
        await panel.Locator("details.action[open] textarea").FillAsync("已与来源单位核对");
        await panel.Locator("details.action[open] button[type=submit]").ClickAsync();
        await panel.GetByText("已完成").WaitForAsync(); // No row of it waits.
    }

    [Fact]
    public async Task A_checked_import_is_found_with_its_report_and_begun()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("supervisor", Grid.Api.Tests.Hosts.Api.Nanchang);
        await visitor.OpenAsync("/console/imports");
        await visitor.Page.WaitForSelectorAsync("text=已检查");
        var waiting = visitor.Page.WaitForDownloadAsync();
        await visitor.Page.ClickAsync("a[href^='/console/imports/'][href$='/report']");
        var report = await File.ReadAllTextAsync(await (await waiting).PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("登记日期", report, StringComparison.Ordinal);
        await visitor.Page.Locator("details.action summary").First.ClickAsync();
        await visitor.Page.ClickAsync("details.action[open] button[type=submit]");
        await visitor.Page.WaitForSelectorAsync("text=已完成");
    }

    [Fact]
    public async Task A_calendar_is_judged_and_what_it_moves_is_told_before_it_is_loaded()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("operator");
        await visitor.OpenAsync("/console/calendar");
        await visitor.Page.FillAsync("#json", "this is no calendar");
        await visitor.Page.ClickAsync("section[aria-labelledby=load] form button[type=submit]");
        await visitor.Page.WaitForSelectorAsync("text=不是日历表");
        await visitor.Page.ClickAsync("text=填入当前显示的一年");
        await visitor.Page.WaitForFunctionAsync("() => document.querySelector('#json').value.includes('official')");

        // A whole fortnight off, beginning today: what is due within it moves.
        var today = Grid.Domain.Calendar.ChinaTime.DateOf(TimeProvider.System.GetUtcNow());
        var off = string.Join(
            ',',
            Enumerable
                .Range(0, 14)
                .Select(i => today.AddDays(i))
                .Where(day => day.Year == today.Year)
                .Select(day => $"\"{day:yyyy-MM-dd}\"")
        );
        await visitor.Page.EvaluateAsync(
            "days => { const box = document.querySelector('#json'); const table = JSON.parse(box.value); table.off = [...new Set([...table.off, ...days])].sort(); table.worked = table.worked.filter(day => !days.includes(day)); box.value = JSON.stringify(table); box.dispatchEvent(new Event('change', { bubbles: true })); }",
            System.Text.Json.JsonSerializer.Deserialize<string[]>($"[{off}]")
        );
        await visitor.Page.ClickAsync("section[aria-labelledby=load] form button[type=submit]");
        await visitor.Page.WaitForSelectorAsync("section[aria-labelledby=load] table.grid");
        Assert.Empty(await visitor.AxeAsync());
        await visitor.PictureAsync("calendar-preview");
    }

    private static async Task<long> NumberAsync(Microsoft.Playwright.ILocator value) =>
        long.Parse(new string([.. (await value.InnerTextAsync()).Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture);
}
