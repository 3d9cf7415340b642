using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Grid.Api.Tests.Hosts;

/// <summary>One caller of the API.</summary>
public sealed class Api(ApiHost host, string? token)
{
    public const string Donghu = "36010201";
    public const string Nanchang = "36010001";
    public const string Province = "36000001";

    public Task<Answer> GetAsync(string path, string? language = null) => SendAsync(HttpMethod.Get, path, null, null, language);

    /// <summary>A write, with a fresh key unless one is given.</summary>
    public Task<Answer> PostAsync(string path, object? body, string? key = null, string? language = null) =>
        SendAsync(
            HttpMethod.Post,
            path,
            body is null ? null : body as string ?? JsonSerializer.Serialize(body),
            key ?? Guid.NewGuid().ToString(),
            language
        );

    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        string? body,
        string? key,
        string? language = null,
        string contentType = "application/json"
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        if (language is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(
            response.StatusCode,
            text,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value))
        );
    }
}

/// <summary>An answer, read whole.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Code => ContentType == "application/problem+json" ? (string?)Json["code"] : null;

    /// <summary>The member's text; null when it is absent.</summary>
    public string? this[string member] => Json[member]?.ToString();

    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    public Answer ExpectProblem(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(code, Code);
        return this;
    }
}
