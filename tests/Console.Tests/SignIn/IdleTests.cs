using System.Net;
using Grid.Console.Tests.Hosts;

namespace Grid.Console.Tests.SignIn;

/// <summary>A session that is left alone ends, whatever its pages do by themselves.</summary>
public sealed class IdleTests(IdleHost host, Browser browser) : IClassFixture<IdleHost>, IClassFixture<Browser>
{
    private const string Over = "text=登录已过期";

    [Fact]
    public async Task A_page_that_asks_by_itself_does_not_keep_a_session_alive()
    {
        await using var visitor = await SignedInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(29));
        await AskedAgainAsync(visitor);
        Assert.False(await visitor.Page.Locator(Over).IsVisibleAsync());

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await visitor.Page.WaitForSelectorAsync(Over);

        // Neither do its reconnections, nor whoever comes to the screen now.
        await visitor.Page.Mouse.ClickAsync(5, 5);
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.OpenAsync("/console/regions", live: false);
        Assert.Equal("登录(开发环境)", await visitor.HeadingAsync());
    }

    [Fact]
    public async Task Who_does_something_keeps_it_and_no_script_does()
    {
        await using var visitor = await SignedInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(29));
        await visitor.Page.RunAndWaitForResponseAsync(
            () => visitor.Page.Keyboard.PressAsync("Tab"),
            answer => answer.Url.EndsWith("/console/active", StringComparison.Ordinal) && answer.Status == 204
        );

        host.Clock.Advance(TimeSpan.FromMinutes(29));
        await AskedAgainAsync(visitor);
        Assert.False(await visitor.Page.Locator(Over).IsVisibleAsync());

        // The cookie knows it too.
        await visitor.OpenAsync("/console/regions");
        Assert.Equal("江西省", await visitor.HeadingAsync());

        await visitor.Page.EvaluateAsync(
            "() => { for (const kind of ['pointerdown', 'keydown', 'wheel']) document.body.dispatchEvent(new Event(kind, { bubbles: true })); }"
        );
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await visitor.Page.WaitForSelectorAsync(Over);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Signing_out_ends_what_other_tabs_show()
    {
        await using var visitor = await SignedInAsync();
        var other = await visitor.Page.Context.NewPageAsync();
        await other.GotoAsync("/console");
        await other.WaitForFunctionAsync("() => document.querySelector('main')?.dataset.live === 'yes'");
        var cookies = await visitor.Page.Context.CookiesAsync();

        await visitor.Page.ClickAsync(".sign-out button");
        Assert.Equal("已退出", await visitor.HeadingAsync());
        await other.WaitForSelectorAsync(Over);

        // A copy of the cookie opens nothing either.
        await visitor.Page.Context.AddCookiesAsync(
            cookies.Select(cookie => new Microsoft.Playwright.Cookie
            {
                Name = cookie.Name,
                Value = cookie.Value,
                Domain = cookie.Domain,
                Path = cookie.Path,
            })
        );
        await visitor.OpenAsync("/console", live: false);
        Assert.Equal("登录(开发环境)", await visitor.HeadingAsync());
    }

    [Fact]
    public async Task A_session_that_is_over_is_signed_out_of_too()
    {
        await using var visitor = await SignedInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        await visitor.Page.ClickAsync(".sign-out button");
        Assert.Equal("已退出", await visitor.HeadingAsync());
        Assert.DoesNotContain(await visitor.Page.Context.CookiesAsync(), cookie => cookie.Name == "grid-pages");
    }

    [Fact]
    public async Task Another_page_signs_nobody_out()
    {
        await using var visitor = await SignedInAsync();
        var answer = await visitor.Page.APIRequest.PostAsync("/console/sign-out");
        Assert.Equal(400, answer.Status);
        await visitor.OpenAsync("/console/regions");
        Assert.Equal("江西省", await visitor.HeadingAsync());
    }

    [Fact]
    public async Task Without_a_session_nothing_is_kept_alive()
    {
        using var answer = await host.Client.PostAsync(
            new Uri("/console/active", UriKind.Relative),
            content: null,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private async Task<Visitor> SignedInAsync()
    {
        var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("operator");
        await visitor.OpenAsync("/console");
        return visitor;
    }

    /// <summary>Waits until the page has shown newer figures than those that are on it now.</summary>
    private static async Task AskedAgainAsync(Visitor visitor)
    {
        var before = await visitor.Page.Locator("main time").First.GetAttributeAsync("datetime");
        await visitor.Page.WaitForFunctionAsync(
            "before => document.querySelector('main time')?.getAttribute('datetime') !== before",
            before
        );
    }
}
