using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Console.SignIn;
using Grid.Console.Texts;
using Microsoft.AspNetCore.Components.Authorization;

namespace Grid.Console.Client;

/// <summary>
/// Calls the API with the signed-in user's token, so that a page shows and does exactly what the API lets this user see and do. Every
/// failure becomes an <see cref="ApiProblem"/> in the visitor's language.
/// </summary>
public sealed class ApiClient
{
    /// <summary>Name of the client at the factory.</summary>
    public const string Name = "grid-console";

    /// <summary>How old an answer may be for a page that refreshes itself.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);

    /// <summary>From the first rendering of a page to the one on its connection.</summary>
    public static readonly TimeSpan Handover = TimeSpan.FromSeconds(15);

    private static readonly JsonSerializerOptions Reading = new(ApiJson.Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
    };

    private readonly IHttpClientFactory clients;
    private readonly AuthenticationStateProvider authentication;
    private readonly UiLanguage language;
    private readonly AnswerCache cache;
    private readonly ApiAddress address;
    private readonly IdleSessions sessions;

    internal ApiClient(
        IHttpClientFactory clients,
        AuthenticationStateProvider authentication,
        UiLanguage language,
        AnswerCache cache,
        ApiAddress address,
        IdleSessions sessions
    ) =>
        (this.clients, this.authentication, this.language, this.cache, this.address, this.sessions) = (
            clients,
            authentication,
            language,
            cache,
            address,
            sessions
        );

    /// <summary>Reads; an answer no older than <paramref name="patience"/> will do.</summary>
    public async ValueTask<Answer<T>> GetAsync<T>(string path, TimeSpan patience, CancellationToken cancellationToken = default)
        where T : class
    {
        if (await TokenAsync() is not (var token, IsOver: false))
            return Over<T>();

        // What several wait for is not given up with the first of them.
        return await cache
            .GetAsync($"{User(token)} {language.Tag} {typeof(T).Name} {path}", patience, () =>
                SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), token, CancellationToken.None)
            )
            .AsTask()
            .WaitAsync(cancellationToken);
    }

    /// <summary>Writes under a key of the caller's, who repeats a write with the same key.</summary>
    public async Task<Answer<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        object body,
        string key,
        CancellationToken cancellationToken = default
    )
        where T : class
    {
        if (await TokenAsync() is not (var token, IsOver: false))
            return Over<T>();
        var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, body.GetType(), options: ApiJson.Options) };
        request.Headers.Add(IdempotencyKey.Header, key);
        var answer = await SendAsync<T>(request, token, cancellationToken);
        cache.Forget(User(token));
        return answer;
    }

    /// <summary>A key for one intended write.</summary>
    public static string NewKey() => "console:" + Guid.NewGuid().ToString("N");

    private async Task<Answer<T>> SendAsync<T>(HttpRequestMessage request, string? token, CancellationToken cancellationToken)
        where T : class
    {
        using (request)
        {
            request.RequestUri = new Uri(address.Value, request.RequestUri!);
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            request.Headers.AcceptLanguage.ParseAdd(language.Tag);
            try
            {
                using var client = clients.CreateClient(Name);
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                if (!response.IsSuccessStatusCode)
                    return new Answer<T>(null, await ProblemOfAsync(response, cancellationToken));
                var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                return new Answer<T>(bytes.Length == 0 ? null : JsonSerializer.Deserialize<T>(bytes, Reading), null);
            }
            catch (Exception e)
                when (e is HttpRequestException or JsonException or IOException
                    || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                return new Answer<T>(null, NoAnswer());
            }
        }
    }

    private async Task<ApiProblem> ProblemOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType != ProblemWriter.ContentType)
            return NoAnswer() with { Status = status };
        var body = await response.Content.ReadFromJsonAsync<ProblemBody>(Reading, cancellationToken);
        return new ApiProblem(status, body!.Code, body.Title, body.Detail, body.TraceId, body.Errors ?? []);
    }

    private ApiProblem NoAnswer() =>
        new(
            0,
            "no-answer",
            language["接口没有应答", "The API does not answer"],
            language["页面会自动重试;数字停留在上次的时刻。", "This page tries again by itself; the numbers are those of the last moment."],
            null,
            []
        );

    /// <summary>As the API answers when the token has run out.</summary>
    private Answer<T> Over<T>()
        where T : class => new(null, new ApiProblem(401, "session-over", language["登录已过期", "Your session is over"], "", null, []));

    /// <summary>The user's token, and whether the session has ended since the page was loaded.</summary>
    private async Task<(string? Token, bool IsOver)> TokenAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        return (user.FindFirst(PagesSignIn.TokenClaim)?.Value, sessions.IsOver(user));
    }

    private static string User(string? token) =>
        token is null ? "-" : Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(token)))[..32];
}

/// <summary>What the API answered: a value or a problem.</summary>
public sealed record Answer<T>(T? Value, ApiProblem? Problem)
    where T : class;

/// <summary>Why an answer of the API cannot be shown, in the visitor's language.</summary>
/// <param name="Status">The HTTP status; 0 if there was no answer.</param>
public sealed record ApiProblem(int Status, string Code, string Title, string Detail, string? TraceId, IReadOnlyList<ProblemField> Errors)
{
    /// <summary>The session is over: sign in again.</summary>
    public bool IsExpired => Status == 401;

    public bool IsNotAllowed => Status == 403;

    public bool IsNotThere => Status == 404;

    /// <summary>Asking again may help.</summary>
    public bool IsPassing => Status is 0 or 408 or 429 or >= 500;
}
