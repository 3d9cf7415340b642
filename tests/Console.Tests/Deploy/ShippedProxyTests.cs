using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Grid.Console.Tests.Hosts;
using Grid.Testing;
using Microsoft.Playwright;

namespace Grid.Console.Tests.Deploy;

/// <summary>The pages behind the proxy that is shipped, before two API processes.</summary>
public sealed class ShippedProxyTests(ProxiedRegister register, Browser browser) : IClassFixture<ProxiedRegister>, IClassFixture<Browser>
{
    private const string AsOf = "[data-testid=as-of] time";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_goes_live_each_time_and_stays_so_until_its_process_is_gone_and_then_on_the_other()
    {
        var (before, logged) = (register.FilesOf(0), register.Proxy.Output.Count);
        await using var visitor = await browser.VisitAsync(register.Proxy.Address);
        var connections = new List<string>();
        visitor.Page.WebSocket += (_, socket) => connections.Add(socket.Url);
        for (var i = 0; i < 9; i++)
            await visitor.OpenAsync("/console");
        Assert.Equal($"https://127.0.0.1:{register.Proxy.Address.Port}/console/signed-in", register.Provider.SentBackTo);
        Assert.Equal(9, connections.Count);
        var cookies = await visitor.Page.Context.CookiesAsync();
        Assert.Contains(cookies, cookie => cookie.Name.StartsWith("grid-pages", StringComparison.Ordinal));
        Assert.DoesNotContain(cookies, cookie => !cookie.Secure || !cookie.HttpOnly);
        Assert.All(connections, url =>
            Assert.StartsWith($"wss://127.0.0.1:{register.Proxy.Address.Port}/_blazor", url, StringComparison.Ordinal)
        );

        await visitor.Page.EvaluateAsync("() => { window.stayed = true; }");
        var watched = Stopwatch.StartNew();
        var (fresh, longest, last) = (0, TimeSpan.Zero, TimeSpan.Zero);
        for (var length = TimeSpan.FromSeconds(TestSize.Pick(small: 5, full: 60)); watched.Elapsed < length; fresh++)
        {
            var shown = await visitor.Page.Locator(AsOf).InnerTextAsync();
            await visitor.Page.WaitForFunctionAsync(
                "([at, shown]) => document.querySelector(at).innerText !== shown",
                new[] { AsOf, shown }
            );
            (longest, last) = (watched.Elapsed - last > longest ? watched.Elapsed - last : longest, watched.Elapsed);
        }

        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => window.stayed === true"));
        Assert.False(await visitor.Page.Locator("#components-reconnect-modal").IsVisibleAsync());
        Assert.True(longest < Longest, $"The page did not change for {longest.TotalSeconds:0.0} s.");
        Assert.Equal(9, connections.Count);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"Live for {watched.Elapsed.TotalSeconds:0.0} s through nginx: {fresh} changes, longest {longest.TotalSeconds:0.00} s apart; 9 of 9 page loads live."
        );
        await visitor.PictureAsync("behind-nginx");

        // Its process ends: the page is loaded again from the other one, without a new sign-in.
        var signIns = register.Provider.Tokens;
        var served = Assert.Single(Enumerable.Range(0, 2), api => PagesOf(api, logged) > 0);
        await register.Apis[served].KillAsync(Cancellation);
        await visitor.Page.WaitForFunctionAsync(
            "() => window.stayed !== true && document.querySelector('main')?.dataset.live === 'yes'",
            null,
            new PageWaitForFunctionOptions { Timeout = 120_000 }
        );
        Assert.Equal(signIns, register.Provider.Tokens);
        await register.StartApiAsync(served);

        // Nothing was written below the home of a process: in containers nothing can be.
        Assert.Equal(before, register.FilesOf(0));
    }

    [Fact]
    public async Task Sign_ins_that_were_given_up_do_not_stand_in_the_way_of_one_that_is_not()
    {
        await using var visitor = await browser.VisitAsync(register.Proxy.Address);
        register.Provider.WaitsForPassword = true;
        for (var i = 0; i < 30; i++)
            await visitor.Page.GotoAsync("/console/regions");
        Assert.Equal("Password", await visitor.HeadingAsync());
        register.Provider.WaitsForPassword = false;
        var left = await visitor.Page.Context.CookiesAsync();
        Assert.InRange(left.Count(cookie => cookie.Name.StartsWith("grid-sign-in", StringComparison.Ordinal)), 2, 10);

        await visitor.OpenAsync("/console/regions");
        Assert.Equal("江西省", await visitor.HeadingAsync());
    }

    [Fact]
    public async Task One_process_opens_what_the_other_closed()
    {
        await using var visitor = await browser.VisitAsync(register.Proxy.Address);
        await visitor.OpenAsync("/console");
        var cookies = await visitor.Page.Context.CookiesAsync();
        Assert.True(
            cookies.Where(cookie => cookie.Name.StartsWith("grid-pages", StringComparison.Ordinal)).Sum(cookie => cookie.Value.Length)
                > ProxiedRegister.Padding
        );
        foreach (var api in register.Apis)
        {
            using var direct = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
            {
                BaseAddress = api.Address,
            };
            using var request = new HttpRequestMessage(HttpMethod.Get, "/console");
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
            using var answer = await direct.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Browsers_stay_and_programs_are_spread()
    {
        using (var one = register.Proxy.Client())
        {
            var stays = await UpstreamsAsync(one, "/console/signed-out", 12);
            Assert.Single(stays.Distinct(StringComparer.Ordinal));
        }

        using var programs = register.Proxy.Client();
        programs.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", register.Provider.AccessToken());

        // A process that failed once, because the machine is busy, gets no requests for some seconds; and who asks a lot meanwhile is
        // turned away.
        var spread = new HashSet<string>(StringComparer.Ordinal);
        await Wait.UntilAsync(
            async () =>
            {
                spread.UnionWith(await UpstreamsAsync(programs, "/v1/offices", 2));
                return spread.Count == 2;
            },
            () => string.Join('\n', register.Proxy.Output),
            TimeSpan.FromMinutes(1)
        );
    }

    [Fact]
    public async Task Its_log_has_no_query()
    {
        using var client = register.Proxy.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/signed-out?code=made-up-code");
        request.Headers.Referrer = new Uri(register.Proxy.Address, "/console?name=made-up-name");
        using var answer = await client.SendAsync(request, Cancellation);
        await UpstreamsAsync(client, "/health/ready", 1);
        Assert.DoesNotContain(register.Proxy.Output, line => line.Contains("made-up-", StringComparison.Ordinal));
    }

    /// <summary>To which process each of these requests went, by the proxy's log.</summary>
    private async Task<IReadOnlyList<string>> UpstreamsAsync(HttpClient client, string path, int count)
    {
        string[] Lines() => [.. register.Proxy.Output.Where(line => line.Contains($"\"GET {path} ", StringComparison.Ordinal))];
        var before = Lines().Length;
        for (var i = 0; i < count; i++)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await Wait.UntilAsync(
            () => Lines().Length >= before + count,
            () => string.Join('\n', register.Proxy.Output),
            TimeSpan.FromSeconds(30)
        );
        return [.. Lines()[before..].Select(line => line[(line.LastIndexOf(' ') + 1)..])];
    }

    /// <summary>Pages that a process served, by the proxy's log.</summary>
    private int PagesOf(int api, int since) =>
        register
            .Proxy.Output.Skip(since)
            .Count(line =>
                line.Contains("\"GET /console ", StringComparison.Ordinal)
                && line.EndsWith($":{register.Apis[api].Address.Port}", StringComparison.Ordinal)
            );
}
