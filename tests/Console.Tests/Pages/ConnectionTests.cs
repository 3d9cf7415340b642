using Grid.Console.Tests.Hosts;
using Grid.Testing.Databases;
using Microsoft.Playwright;
using Npgsql;

namespace Grid.Console.Tests.Pages;

/// <summary>The connection over which a page is kept fresh breaks.</summary>
[Collection(EmptyHost.Name)]
public sealed class ConnectionTests(PagesHost host, Browser browser)
{
    [Fact]
    public async Task A_broken_connection_is_told_and_made_again_quietly()
    {
        // Between browser and host, not before a database: it knows no protocol.
        await using var proxy = new CuttingProxy($"Host=127.0.0.1;Port={host.Address.Port}");
        await using var visitor = await browser.VisitAsync(
            new Uri($"http://127.0.0.1:{new NpgsqlConnectionStringBuilder(proxy.ConnectionString).Port}")
        );
        await visitor.SignInAsync("operator");
        await visitor.OpenAsync("/console");
        await visitor.Page.EvaluateAsync("() => { window.stayed = true; }");
        var bar = visitor.Page.Locator("#components-reconnect-modal");
        Assert.False(await bar.IsVisibleAsync());

        proxy.Refuse(true);
        proxy.CutAll();
        await bar.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Visible });
        Assert.Equal("rgb(58, 42, 0)", await bar.EvaluateAsync<string>("bar => getComputedStyle(bar).backgroundColor"));
        Assert.True(await visitor.Page.Locator("[data-testid=tile-registered]").IsVisibleAsync());
        await visitor.PictureAsync("reconnecting");

        proxy.Refuse(false);
        await bar.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden, Timeout = 90_000 });
        var moment = visitor.Page.Locator("[data-testid=as-of] time");
        var before = await moment.InnerTextAsync();
        await visitor.Page.WaitForFunctionAsync(
            "before => document.querySelector('[data-testid=as-of] time').innerText !== before",
            before
        );
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => window.stayed === true"));
    }
}
