using Grid.Console.Tests.Hosts;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Grid.Console.Tests.SignIn;

/// <summary>Signing in with the province's identity provider.</summary>
public sealed class ProviderTests(ProviderHost host, Browser browser) : IClassFixture<ProviderHost>, IClassFixture<Browser>
{
    [Fact]
    public async Task A_visitor_is_signed_in_by_the_provider_and_sees_the_page_asked_for()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.OpenAsync("/console/regions");
        Assert.Equal("江西省", await visitor.HeadingAsync());
        Assert.Contains("运维员", await visitor.Page.Locator(".who").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(visitor.Asked, asked =>
            asked.AbsoluteUri.StartsWith(host.Provider.Address + "/authorize", StringComparison.Ordinal)
        );
        Assert.True(await CountAsync("pages.sign-in", "signedIn", "operator") > 0);
    }

    [Fact]
    public async Task What_the_provider_refuses_is_a_clear_page()
    {
        host.Provider.Denies = true;
        await using var visitor = await browser.VisitAsync(host);
        var answer = await visitor.OpenAsync("/console", live: false);
        host.Provider.Denies = false;
        Assert.Equal(400, answer.Status);
        Assert.Equal("请求不正确", await visitor.HeadingAsync());
        Assert.True(await CountAsync("pages.sign-in", "signInFailed", "anonymous") > 0);
    }

    [Fact]
    public async Task A_code_and_the_client_s_secret_go_to_the_provider_s_own_address_alone()
    {
        host.Provider.SendsElsewhere = true;
        await using var visitor = await browser.VisitAsync(host);
        var answer = await visitor.OpenAsync("/console", live: false);
        host.Provider.SendsElsewhere = false;
        Assert.Equal(400, answer.Status);
        Assert.Equal(0, host.Provider.Elsewhere);
    }

    [Fact]
    public async Task Who_signs_out_is_signed_out_of_the_provider_too()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.OpenAsync("/console");
        await visitor.Page.ClickAsync(".sign-out button");
        Assert.Equal("已退出", await visitor.HeadingAsync());
        Assert.Equal(new Uri(host.Pages, "/console/signed-out").ToString(), visitor.Page.Url);

        var said = host.Provider.SignedOut!;
        Assert.Equal(("province", MadeUpProvider.Client), (said["realm"].ToString(), said["client_id"].ToString()));
        var hint = new JsonWebToken(said["id_token_hint"].ToString());
        Assert.Equal(("liu", MadeUpProvider.Client), (hint.Subject, Assert.Single(hint.Audiences)));
        Assert.DoesNotContain(await visitor.Page.Context.CookiesAsync(), cookie =>
            cookie.Name.StartsWith("grid-pages", StringComparison.Ordinal)
        );
        Assert.True(await CountAsync("pages.sign-out", "signedOut", "operator") > 0);
        Assert.True(visitor.Complaints.Count == 0, $"{host.Pages} {string.Join("\n", visitor.Complaints)}");
    }

    [Fact]
    public async Task Who_comes_after_somebody_who_left_must_give_a_password()
    {
        await using var visitor = await browser.VisitAsync(host);
        await visitor.OpenAsync("/console");
        Assert.Equal("", host.Provider.Prompt);
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        await visitor.OpenAsync("/console/regions");
        Assert.Equal("login", host.Provider.Prompt);

        // Afterwards as usual.
        await visitor.Page.Context.ClearCookiesAsync();
        await visitor.OpenAsync("/console/regions");
        Assert.Equal("", host.Provider.Prompt);
    }

    [Fact]
    public async Task Nobody_chooses_a_role_where_there_is_a_provider()
    {
        using var answer = await host.Client.PostAsync(
            new Uri("/console/sign-in", UriKind.Relative),
            new FormUrlEncodedContent([new("role", "operator")]),
            TestContext.Current.CancellationToken
        );
        Assert.False(answer.IsSuccessStatusCode);
    }

    private Task<long> CountAsync(string action, string outcome, string role) =>
        host.ScalarAsync<long>(
            "SELECT count(*) FROM access_log WHERE action = $1 AND outcome = $2 AND role = $3 AND address = '127.0.0.1'",
            action,
            outcome,
            role
        );
}
