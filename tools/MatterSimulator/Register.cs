using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Grid.MatterSimulator;

/// <summary>How the systems reach the register, each with a token of its own.</summary>
/// <param name="Address">The register; null where the systems only listen.</param>
/// <param name="TokenFiles">By kind: a file with the bearer token, read for each call.</param>
public sealed record RegisterAddress(Uri? Address, IReadOnlyDictionary<string, string?> TokenFiles);

/// <summary>Sends answers, claims and days to the register; what fails is sent again a few times under the same key.</summary>
public sealed class Register(RegisterAddress address, IHttpClientFactory clients, TimeProvider clock)
{
    private const int Attempts = 8;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(500);

    /// <summary>The register's last answer; null where there was none, or there is no register.</summary>
    public async Task<(HttpStatusCode Status, string Body)?> PostAsync(string kind, string path, object body, CancellationToken cancelled)
    {
        if (address.Address is null)
            return null;
        (HttpStatusCode Status, string Body)? last = null;
        var json = JsonContent.Create(body);
        var text = await json.ReadAsStringAsync(cancelled);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path + "\n" + text)))[..40];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (attempt > 0)
                await Task.Delay(Wait * (1 << Math.Min(attempt - 1, 5)), clock, cancelled);
            try
            {
                using var client = clients.CreateClient(nameof(Register));
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address.Address, path))
                {
                    Content = new StringContent(text, Encoding.UTF8, "application/json"),
                };
                request.Headers.Add("Idempotency-Key", key);
                if (address.TokenFiles.GetValueOrDefault(kind) is { } file)
                {
                    request.Headers.Authorization = new AuthenticationHeaderValue(
                        "Bearer",
                        (await File.ReadAllTextAsync(file, cancelled)).Trim()
                    );
                }

                using var answer = await client.SendAsync(request, cancelled);
                last = (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancelled));

                // An answer may overtake the record of its claim (404); everything else below 500 is final.
                if ((int)answer.StatusCode < 500 && answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests))
                    return last;
            }
            catch (Exception e)
                when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancelled.IsCancellationRequested)) { }
        }

        return last;
    }
}
