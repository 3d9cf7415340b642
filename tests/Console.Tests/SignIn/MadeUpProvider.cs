using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Console.Tests.SignIn;

/// <summary>A province's identity provider, as far as the code flow with PKCE goes: whoever comes is an operator.</summary>
public sealed class MadeUpProvider : IAsyncDisposable
{
    public const string Client = "grid-console";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> codes = new(StringComparer.Ordinal);
    private readonly WebApplication app;

    public MadeUpProvider()
    {
        Address = $"http://127.0.0.1:{FreePorts.Take()}";
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["issuer"] = Address,
            ["authorization_endpoint"] = Address + "/authorize",
            ["token_endpoint"] = Address + "/token",
            ["jwks_uri"] = Address + "/keys",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        }));
        app.MapGet("/keys", () =>
        {
            var key = rsa.ExportParameters(includePrivateParameters: false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "one", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } });
        });
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", TokenAsync);
    }

    public string Address { get; }

    /// <summary>It says no.</summary>
    public bool Denies { get; set; }

    public Task StartAsync() => app.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        var code = RandomNumberGenerator.GetHexString(20);
        var answer = new Dictionary<string, string?>(StringComparer.Ordinal) { ["state"] = query["state"] };
        if (Denies)
        {
            answer["error"] = "access_denied";
        }
        else
        {
            codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString());
            answer["code"] = code;
        }

        return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"].ToString(), answer));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var verifier = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!codes.TryRemove(form["code"].ToString(), out var given) || verifier != given.Challenge)
            return Results.BadRequest();
        return Results.Json(new { token_type = "Bearer", expires_in = 600, access_token = Sign("grid", null), id_token = Sign(Client, given.Nonce) });
    }

    private string Sign(string audience, string? nonce)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new List<Claim> { new("sub", "liu"), new("name", "刘运维"), new("role", "operator") };
        if (nonce is not null)
            claims.Add(new Claim("nonce", nonce));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address, Audience = audience, Subject = new ClaimsIdentity(claims), NotBefore = now.AddMinutes(-1), IssuedAt = now, Expires = now.AddMinutes(10),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
        });
    }
}
