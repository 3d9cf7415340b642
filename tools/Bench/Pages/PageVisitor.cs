using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Grid.Api.Security;

namespace Grid.Bench.Pages;

/// <summary>One role's visits: to pages with the cookie of the development sign-in, to the API with a token.</summary>
internal sealed partial class PageVisitor : IDisposable
{
    private readonly HttpClient pagesClient;
    private readonly HttpClient apiClient;

    private PageVisitor(HttpClient pages, HttpClient api) => (pagesClient, apiClient) = (pages, api);

    public static async Task<PageVisitor> SignInAsync(
        RegisterHost host,
        string role,
        string? office,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var pages = new HttpClient(new SocketsHttpHandler { UseProxy = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = host.Address,
            Timeout = TimeSpan.FromMinutes(2),
        };
        var api = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = host.Address,
            Timeout = TimeSpan.FromMinutes(2),
        };
        var now = clock.GetUtcNow();
        var subject = office is null ? "bench-" + role : $"bench-{role}-{office}";
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            new DevelopmentToken(subject, subject, role, office, now, now.AddHours(8)).Sign(host.Key)
        );
        var form = await pages.GetStringAsync("/console/sign-in", cancelled);
        var secret = Secret().Match(form).Groups["secret"].Value;
        using var content = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["__RequestVerificationToken"] = secret,
                ["role"] = role,
                ["office"] = office ?? "",
                ["returnUrl"] = "/console/signed-out",
            }
        );
        using var answer = await pages.PostAsync("/console/sign-in", content, cancelled);
        answer.EnsureSuccessStatusCode();
        return new PageVisitor(pages, api);
    }

    /// <summary>Returns milliseconds and the length of the answer.</summary>
    public async Task<(double Milliseconds, int Bytes)> GoAsync(Visit visit, TimeProvider clock, CancellationToken cancelled)
    {
        using var request = new HttpRequestMessage(visit.Body is null ? HttpMethod.Get : HttpMethod.Post, visit.Path);
        if (visit.Body is { } body)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var began = clock.GetTimestamp();
        using var answer = await (visit.IsPage ? pagesClient : apiClient).SendAsync(request, cancelled);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancelled);
        var took = clock.GetElapsedTime(began).TotalMilliseconds;
        var text = Encoding.UTF8.GetString(bytes);
        if (
            !answer.IsSuccessStatusCode
            || !string.Equals(answer.RequestMessage?.RequestUri?.PathAndQuery, visit.Path, StringComparison.Ordinal)
        )
        {
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{visit.Path} as {visit.Role}: {(int)answer.StatusCode} {text[..Math.Min(400, text.Length)]}"
                )
            );
        }

        return (took, bytes.Length);
    }

    public void Dispose()
    {
        pagesClient.Dispose();
        apiClient.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<secret>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();
}
