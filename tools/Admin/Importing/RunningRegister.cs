using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Grid.Admin.Importing;

/// <summary>The register that runs, for commands that send it files and show how far they are.</summary>
internal sealed class RunningRegister(HttpClient client, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The client that such a command uses: a file of a whole province takes minutes.</summary>
    public static HttpClient Connect(string url, string token)
    {
        var client = new HttpClient { BaseAddress = new Uri(url.TrimEnd('/') + "/"), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <exception cref="HttpRequestException">The register refused it; the message is the register's.</exception>
    public async Task<JsonElement> PostAsync<T>(string path, T body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
        return await ReadAsync(await client.SendAsync(request, cancellationToken), cancellationToken);
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        await ReadAsync(await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken), cancellationToken);

    /// <summary>Sends a file as it is, and shows how much of it is sent.</summary>
    public async Task<JsonElement> PutAsync(string path, FileInfo file, CancellationToken cancellationToken)
    {
        await using var content = file.OpenRead();
        using var body = new StreamContent(content, 1 << 16);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var sending = client.PutAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        while (!sending.IsCompleted)
        {
            await Task.WhenAny(sending, PauseAsync(cancellationToken));
            if (file.Length > 0 && content.CanRead && !sending.IsCompleted)
                Show($"上传 sent {content.Position * 100 / file.Length, 3} %");
        }

        return await ReadAsync(await sending, cancellationToken);
    }

    /// <summary>Before the register is asked again how far it is.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(Interval, clock, cancellationToken);

    /// <summary>In place on a terminal, else a line each.</summary>
    public static void Show(string line)
    {
        if (Console.IsOutputRedirected)
            Console.Out.WriteLine(line);
        else
            Console.Out.Write("\r" + line + "   ");
    }

    public static string? Text(JsonElement view, string member) =>
        view.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>0 where it is absent.</summary>
    public static long Number(JsonElement view, string member) =>
        view.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : 0;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return response.IsSuccessStatusCode
                ? body
                : throw new HttpRequestException(
                    $"{(int)response.StatusCode} {Text(body, "title")} {Text(body, "detail")}",
                    inner: null,
                    response.StatusCode
                );
        }
    }
}
