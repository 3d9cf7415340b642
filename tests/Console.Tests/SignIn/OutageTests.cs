using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Grid.Console.SignIn;
using Grid.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Console.Tests.SignIn;

/// <summary>The identity provider does not answer, or has other keys than before.</summary>
[Collection(AloneWithMetrics.Name)]
public sealed class OutageTests(LateProviderHost host) : IClassFixture<LateProviderHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_a_start_without_it_to_a_rotation_and_another_outage()
    {
        var provider = host.Provider;
        var first = provider.AccessToken();

        // It never answered: requests with a token get 503 with the reason; those that need none are served; the process stays ready.
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "identity-provider-unavailable"), await CallAsync(first));
        Assert.Equal((HttpStatusCode.Unauthorized, "not-authenticated"), await CallAsync(null));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/problems")).Status);
        Assert.Equal((HttpStatusCode.OK, "Degraded"), await GetAsync("/health/ready"));
        var page = await GetAsync("/console/sign-in");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("统一身份认证系统没有应答", WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
        Assert.Contains(host.Log.Lines, line =>
            line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("统一身份认证系统没有应答", StringComparison.Ordinal)
        );
        Assert.True(await UnreachableAsync() > 0);

        // It answers: no restart is needed.
        provider.IsDown = false;
        await UntilAsync(async () => (await CallAsync(first)).Status == HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await GetAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.Redirect, (await GetAsync("/console/sign-in")).Status);
        Assert.StartsWith(provider.Address + "/logout?", await SignOutAsync(), StringComparison.Ordinal);

        // The exporter repeats its last answer for up to 300 ms.
        await UntilAsync(async () => await UnreachableAsync() == 0);

        // The first request after a rotation, unless the provider was asked within the last two seconds.
        await UntilAsync(async () =>
        {
            provider.Rotate();
            return (await CallAsync(provider.AccessToken())).Status == HttpStatusCode.OK;
        });

        // Gone again: the last keys work on, a key that is not known may be right, and a token that is wrong is wrong.
        provider.IsDown = true;
        var last = provider.AccessToken();
        provider.Rotate();
        await UntilAsync(async () =>
            await CallAsync(provider.AccessToken()) == (HttpStatusCode.ServiceUnavailable, "identity-provider-unavailable")
        );
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(last)).Status);
        Assert.Equal((HttpStatusCode.Unauthorized, "not-authenticated"), await CallAsync("abc"));
        Assert.Equal((HttpStatusCode.OK, "Degraded"), await GetAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync("/console/sign-in")).Status);

        // A session ends here all the same, and the page says that it may go on there.
        Assert.Equal("/console/signed-out?here", await SignOutAsync());
        Assert.Contains(
            "统一身份认证系统的登录可能仍然有效",
            WebUtility.HtmlDecode((await GetAsync("/console/signed-out?here")).Text),
            StringComparison.Ordinal
        );
    }

    /// <summary>Signs out of a session that was left alone, and returns where to go next.</summary>
    private async Task<string?> SignOutAsync()
    {
        var cookie = host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(PagesSignIn.Scheme);
        var session = new AuthenticationTicket(PagesSignIn.Principal("-", [new Claim("sub", "liu")]), PagesSignIn.Scheme);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/console/sign-out");
        request.Headers.Add("Cookie", $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(session)}");
        using var client = NewClient();
        using var answer = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith($"{cookie.Cookie.Name}=;", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        return answer.Headers.Location?.OriginalString;
    }

    private async Task<double> UnreachableAsync()
    {
        var line = (await GetAsync("/metrics"))
            .Text.Split('\n')
            .Single(one => one.StartsWith("grid_identity_provider_unreachable_seconds", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<(HttpStatusCode Status, string? Code)> CallAsync(string? token)
    {
        var (status, text) = await GetAsync("/v1/board", token);
        return (status, status == HttpStatusCode.OK ? null : (string?)JsonNode.Parse(text)!["code"]);
    }

    private async Task<(HttpStatusCode Status, string Text)> GetAsync(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var client = NewClient();
        using var answer = await client.SendAsync(request, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private HttpClient NewClient() =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = host.Address,
            Timeout = TimeSpan.FromMinutes(1),
        };

    private static Task UntilAsync(Func<Task<bool>> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        Wait.UntilAsync(isSo, what, Patience);
}

/// <summary>
/// Tests that read what a process exports, after all others. Meters belong to the process: a host that runs beside this one gives figures
/// of the same name, and when it ends, the exporter drops those of this host too.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneWithMetrics
{
    public const string Name = "metrics, alone";
}
