using System.Net;
using Grid.Api.Problems;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Http;

/// <summary><c>WWW-Authenticate</c> says what is wrong with a token, and nothing of what is in it.</summary>
[Collection(HostOfAllRoutes.Name)]
public sealed class ChallengeTests(ApiHost host)
{
    private const string Path = "/v1/persons/0123456789abcdef0123456789abcdef";

    public static TheoryData<string, string> Bad =>
        new()
        {
            { "expired", "The token has expired" },
            { "audience", "The token is for another audience" },
            { "issuer", "The token is of another issuer" },
            { "signature", "The signature is not valid" },
            { "type", "The token is no access token" },
            { "role", "The token names no subject, or no role of this register" },
            { "nonsense", "The token is not valid" },
        };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_token_that_is_not_accepted_is_told_why(string what, string why)
    {
        const string Subject = "chen-jing-58211";
        string Sign(
            string role = "clerk",
            byte[]? key = null,
            string issuer = "grid-development",
            string audience = "grid",
            int hours = 1,
            string type = "at+jwt"
        ) => Tokens.Sign(key ?? host.Key, role, Hosts.Api.Donghu, Subject, issuer, audience, hours, type: type);
        var token = what switch
        {
            "expired" => Sign(hours: -1),
            "audience" => Sign(audience: "another"),
            "issuer" => Sign(issuer: "another"),
            "signature" => Sign(key: new byte[32]),
            "type" => Sign(type: "JWT"),
            "role" => Sign(role: "janitor"),
            _ => "abc",
        };
        using var answer = await EveryRoute.SendAsync(host, HttpMethod.Get, Path, token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal($"Bearer error=\"invalid_token\", error_description=\"{why}\"", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Without_a_token_only_the_scheme_is_named()
    {
        using var answer = await EveryRoute.SendAsync(host, HttpMethod.Get, Path, null);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_token_that_may_not_do_this_has_an_insufficient_scope()
    {
        using var answer = await EveryRoute.SendAsync(host, HttpMethod.Get, "/v1/access-log", host.Token("clerk", Hosts.Api.Donghu));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(
            "Bearer error=\"insufficient_scope\", error_description=\"Your role may not do this\"",
            answer.Headers.WwwAuthenticate.ToString()
        );
    }

    /// <summary>RFC 6750: printable ASCII without quotation mark and backslash.</summary>
    [Fact]
    public void What_is_said_of_every_refusal_fits_the_header() =>
        Assert.All(ProblemCatalogue.All.Where(kind => kind.Status == 403), kind =>
            Assert.All(kind.Title.En, letter => Assert.True(letter is >= ' ' and <= '~' and not ('"' or '\\'), kind.Title.En))
        );
}
