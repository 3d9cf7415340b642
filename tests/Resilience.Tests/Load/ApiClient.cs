using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;

namespace Grid.Resilience.Tests.Load;

/// <summary>
/// One caller of the API. An answer that is none (connection lost, 5xx, 429) leaves open whether the command was carried out.
/// </summary>
public sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http;

    public ApiClient(Uri address, string token)
    {
        http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, JsonObject body, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request, cancellationToken);
    }

    /// <summary>Sends one command until there is an answer, always with the same key.</summary>
    public async Task<Answer> CommandAsync(string path, JsonObject body, string key, CancellationToken cancellationToken)
    {
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                using var response = await PostAsync(path, body, key, cancellationToken);
                if ((int)response.StatusCode < 500 && response.StatusCode != HttpStatusCode.TooManyRequests)
                {
                    var text = await response.Content.ReadAsStringAsync(cancellationToken);
                    return new Answer(response.StatusCode, text, response.Headers.Contains("Idempotent-Replay"), attempts);
                }
            }
            catch (Exception e) when (IsNoAnswer(e, cancellationToken)) { }

            await Wait.ForAsync(Pause, cancellationToken);
        }
    }

    /// <summary>Reads something until there is an answer; one that is no 2xx is an error of the test.</summary>
    public async Task<JsonNode> ReadAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
                var text = await response.Content.ReadAsStringAsync(cancellationToken);
                if (response.IsSuccessStatusCode)
                    return JsonNode.Parse(text)!;
                Assert.True(
                    (int)response.StatusCode >= 500 || response.StatusCode == HttpStatusCode.TooManyRequests,
                    $"{path}: {(int)response.StatusCode} {text}"
                );
            }
            catch (Exception e) when (IsNoAnswer(e, cancellationToken)) { }

            await Wait.ForAsync(Pause, cancellationToken);
        }
    }

    public Task<HttpStatusCode?> StatusAsync(string path, CancellationToken cancellationToken) =>
        SiloProcess.StatusAsync(http, path, cancellationToken);

    public void Dispose() => http.Dispose();

    private static bool IsNoAnswer(Exception e, CancellationToken cancellationToken) =>
        e is HttpRequestException or IOException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested);
}
