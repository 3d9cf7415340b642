using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Grid.Api.Requests;
using Grid.Api.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Hosts;

/// <summary>One caller of the API.</summary>
public sealed class Api(ApiHost host, string? token)
{
    public const string Donghu = "36010201";
    public const string Nanchang = "36010001";
    public const string Province = "36000001";

    public Task<Answer> GetAsync(string path, string? language = null) => SendAsync(HttpMethod.Get, path, null, null, language);

    /// <summary>
    /// A write, with a fresh key unless one is given. A correction is of whatever is recorded, unless the test says of which version.
    /// </summary>
    public Task<Answer> PostAsync(string path, object? body, string? key = null, string? language = null, string? ifMatch = null) =>
        SendAsync(
            HttpMethod.Post,
            path,
            body is null ? null : body as string ?? JsonSerializer.Serialize(body),
            key ?? Guid.NewGuid().ToString(),
            language,
            ifMatch: ifMatch
        );

    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        string? body,
        string? key,
        string? language = null,
        string contentType = "application/json",
        string? ifMatch = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        if ((ifMatch ?? (path.EndsWith("/correction", StringComparison.Ordinal) ? "*" : "")) is { Length: > 0 } match)
            request.Headers.TryAddWithoutValidation("If-Match", match);

        if (language is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", language);

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var answer = new Answer(
            response.StatusCode,
            text,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value))
        )
        {
            ContentLanguage = string.Join(',', response.Content.Headers.ContentLanguage),
        };
        ListedRefusals.Check(host, method, path, answer);
        await DescribedAnswers.CheckAsync(host, method, path, answer);
        return answer;
    }
}

/// <summary>An answer, read whole.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public string ContentLanguage { get; init; } = "";

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

/// <summary>
/// Holds <c>data/api/roles.json</c> to what the API does: whatever a test asks for, an operation refuses it only with the problems that are
/// listed for it.
/// </summary>
internal static class ListedRefusals
{
    private static readonly HashSet<string> Listed = [.. RoleMatrix.BuiltIn.Rows.SelectMany(row => row.Refusals)];

    public static void Check(ApiHost host, HttpMethod method, string path, Answer answer)
    {
        if (answer.ContentType != "application/problem+json" || answer.Code is not { } code || !Listed.Contains(code))
            return;
        var operation = Routes
            .Of(host)
            .Where(route => route.Method == method && route.Matches(path))
            .MaxBy(route => route.Literals)
            ?.Operation;
        Assert.True(
            operation is null || RoleMatrix.BuiltIn.RefusalsOf(operation).Any(kind => kind.Code == code),
            $"{operation} answered {code}, which data/api/roles.json does not list for it."
        );
    }
}

/// <summary>A route of the running host.</summary>
public sealed partial record Routes(string Operation, HttpMethod Method, string Pattern)
{
    /// <summary>All routes that are operations.</summary>
    public static IReadOnlyList<Routes> Of(ApiHost host) =>
        [
            .. host
                .Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null)
                .Select(endpoint => new Routes(
                    endpoint.Metadata.GetMetadata<Operation>()!.Name,
                    new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]),
                    "/" + endpoint.RoutePattern.RawText!.Trim('/')
                )
                {
                    Example = endpoint.Metadata.GetMetadata<RequestExample>()?.Value,
                })
                .DistinctBy(route => route.Operation),
        ];

    /// <summary>The documentation's example of the body; null where there is none.</summary>
    public JsonNode? Example { get; init; }

    /// <summary>How much of the pattern is literal: of two patterns that fit, the more literal one is served.</summary>
    public int Literals => Parameter().Replace(Pattern, "").Length;

    public bool Matches(string path) =>
        Regex.IsMatch(path.Split('?')[0], "^" + Parameter().Replace(Pattern, "[^/]+") + "$", RegexOptions.CultureInvariant);

    /// <summary>The route with each of its parameters replaced.</summary>
    public string Path(string value = "0123456789abcdef0123456789abcdef") => Parameter().Replace(Pattern, value);

    public Task<Answer> CallAsync(Api caller, string body) =>
        Method == HttpMethod.Get ? caller.GetAsync(Path()) : caller.SendAsync(Method, Path(), body, Guid.NewGuid().ToString());

    [GeneratedRegex(@"\{[a-zA-Z]+\}")]
    private static partial Regex Parameter();
}
