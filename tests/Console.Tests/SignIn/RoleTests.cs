using System.Net;
using Grid.Console.Tests.Hosts;

namespace Grid.Console.Tests.SignIn;

/// <summary>Who sees which page.</summary>
[Collection(EmptyHost.Name)]
public sealed class RoleTests(PagesHost host, Browser browser)
{
    [Theory]
    [InlineData("clerk", "36010201", "/console")]
    [InlineData("clerk", "36010201", "/console/duties")]
    [InlineData("statistician", null, "/console/grid")]
    [InlineData("operator", null, "/console/access")]
    [InlineData("auditor", null, "/console")]
    [InlineData("security-administrator", null, "/console/platform")]
    public async Task A_page_that_is_not_for_a_role_says_so(string role, string? office, string path)
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync(role, office);
        var answer = await visitor.OpenAsync(path, live: false);
        Assert.Equal(403, answer.Status);
        Assert.Equal("您的角色不能查看此页", await visitor.HeadingAsync());
        Assert.Empty(await visitor.AxeAsync());
        await visitor.PictureAsync($"forbidden-{role}");
        var subject = office is null ? $"dev-{role}" : $"dev-{role}-{office}";
        Assert.True(await LoggedAsync("pages.sign-in", "signedIn", subject));
        Assert.True(await LoggedAsync("pages.open", "notAllowed", subject));
    }

    [Fact]
    public async Task A_supervisor_sees_the_own_region_and_none_beside_it()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("supervisor", Grid.Api.Tests.Hosts.Api.Nanchang);
        await visitor.OpenAsync("/console/regions");
        Assert.Equal("南昌市", await visitor.HeadingAsync());
        await visitor.OpenAsync("/console/regions/360200");
        await visitor.Page.WaitForSelectorAsync("text=该业务不在您的管辖范围内");
        await visitor.OpenAsync("/console/platform");
        Assert.Equal(0, await visitor.Page.Locator("details.action").CountAsync());
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_and_comes_back()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.OpenAsync("/console/regions/360100?sort=new", live: false);
        Assert.Equal("登录(开发环境)", await visitor.HeadingAsync());
        Assert.Empty(await visitor.AxeAsync());
        await visitor.PictureAsync("sign-in");
        await visitor.Page.SelectOptionAsync("#role", "supervisor");
        await visitor.Page.ClickAsync("main button[type=submit]");
        Assert.True(await visitor.Page.Locator("[role=alert]").IsVisibleAsync());
        await visitor.Page.SelectOptionAsync("#role", "supervisor");
        await visitor.Page.FillAsync("#office", Grid.Api.Tests.Hosts.Api.Nanchang);
        await visitor.Page.ClickAsync("main button[type=submit]");
        Assert.EndsWith("/console/regions/360100?sort=new", visitor.Page.Url, StringComparison.Ordinal);
        await visitor.Page.ClickAsync(".sign-out button");
        Assert.Equal("已退出", await visitor.HeadingAsync());
        Assert.True(await LoggedAsync("pages.sign-out", "signedOut", $"dev-supervisor-{Grid.Api.Tests.Hosts.Api.Nanchang}"));
        await visitor.OpenAsync("/console", live: false);
        Assert.Equal("登录(开发环境)", await visitor.HeadingAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_a_page_too()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.SignInAsync("operator", language: "en");
        var answer = await visitor.OpenAsync("/console/nothing/here", live: false);
        Assert.Equal(404, answer.Status);
        Assert.Equal("There is no such page", await visitor.HeadingAsync());
        Assert.Empty(await visitor.AxeAsync());
    }

    [Fact]
    public async Task Pages_have_their_headers_and_the_API_keeps_its_own()
    {
        using var page = await host.Client.GetAsync(new Uri("/console/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        using var api = await host.Client.GetAsync(new Uri("/v1/board", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(
            (HttpStatusCode.Unauthorized, "application/problem+json"),
            (api.StatusCode, api.Content.Headers.ContentType?.MediaType)
        );
    }

    private async Task<bool> LoggedAsync(string action, string outcome, string subject) =>
        await host.ScalarAsync<long>(
            "SELECT count(*) FROM access_log WHERE action = $1 AND outcome = $2 AND actor = $3 AND address IS NOT NULL",
            action,
            outcome,
            subject
        ) > 0;
}
