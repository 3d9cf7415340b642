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

/// <summary>A province's identity provider, as far as the code flow with PKCE and signing out go: every user is an operator.</summary>
public sealed class MadeUpProvider : IAsyncDisposable
{
    public const string Client = "grid-console";

    private RSA rsa = RSA.Create(2048);
    private int keys = 1;
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> codes = new(StringComparer.Ordinal);
    private readonly WebApplication app;
    private int keyReads;
    private int elsewhere;
    private int tokens;

    public MadeUpProvider()
    {
        Address = $"http://127.0.0.1:{FreePorts.Take()}";
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        app = builder.Build();
        app.Use(
            (context, next) =>
            {
                if (!IsDown)
                    return next(context);
                context.Abort();
                return Task.CompletedTask;
            }
        );
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["issuer"] = Address,
                    ["authorization_endpoint"] = Address + "/authorize",
                    ["token_endpoint"] = Address + "/token",
                    ["jwks_uri"] = Address + "/keys",
                    ["end_session_endpoint"] = Address + "/logout?realm=province",
                    ["response_types_supported"] = new[] { "code" },
                    ["subject_types_supported"] = new[] { "public" },
                    ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
                }
            ));
        app.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref keyReads);
            var key = rsa.ExportParameters(includePrivateParameters: false);
            return Results.Json(
                new
                {
                    keys = new[]
                    {
                        new
                        {
                            kty = "RSA",
                            use = "sig",
                            alg = "RS256",
                            kid = KeyId,
                            n = Base64Url.EncodeToString(key.Modulus),
                            e = Base64Url.EncodeToString(key.Exponent),
                        },
                    },
                }
            );
        });
        app.MapGet("/authorize", Authorize);
        app.MapGet("/logout", (HttpRequest request) =>
        {
            SignedOut = request.Query;
            return Results.Redirect(request.Query["post_logout_redirect_uri"].ToString());
        });
        app.MapPost("/token", TokenAsync);
        app.MapPost("/elsewhere", () =>
        {
            Interlocked.Increment(ref elsewhere);
            return Results.BadRequest();
        });
    }

    public string Address { get; }

    /// <summary>It says no.</summary>
    public bool Denies { get; set; }

    /// <summary>Whatever is asked, the connection is cut.</summary>
    public bool IsDown { get; set; }

    /// <summary>Who wants a token is sent to another address, with the code and the client's secret.</summary>
    public bool SendsElsewhere { get; set; }

    /// <summary>How many went there.</summary>
    public int Elsewhere => elsewhere;

    /// <summary>It asks for a password; the test gives none.</summary>
    public bool WaitsForPassword { get; set; }

    /// <summary>By so many characters its access tokens are longer.</summary>
    public int Padding { get; set; }

    /// <summary>Where it sent people back to, last.</summary>
    public string? SentBackTo { get; private set; }

    /// <summary>What came with the last one who signed out there.</summary>
    public IQueryCollection? SignedOut { get; private set; }

    /// <summary>What the last one who was sent to sign in must be asked for; empty when nothing in particular.</summary>
    public string? Prompt { get; private set; }

    /// <summary>How often tokens were issued.</summary>
    public int Tokens => tokens;

    /// <summary>How often its keys were asked for.</summary>
    public int KeyReads => keyReads;

    private string KeyId => "key-" + keys;

    /// <summary>From now on it signs with another key, and knows the old one no more.</summary>
    public void Rotate() => (rsa, keys) = (RSA.Create(2048), keys + 1);

    /// <summary>A token for the API, of the present key.</summary>
    public string AccessToken() => Sign("grid", null);

    public Task StartAsync() => app.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        Prompt = query["prompt"].ToString();
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

        if (WaitsForPassword)
            return Results.Content("<!DOCTYPE html><h1>Password</h1>", "text/html");
        SentBackTo = query["redirect_uri"].ToString();
        return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"].ToString(), answer));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        if (SendsElsewhere)
            return Results.Redirect(Address + "/elsewhere", preserveMethod: true);
        var form = await request.ReadFormAsync();
        var verifier = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!codes.TryRemove(form["code"].ToString(), out var given) || verifier != given.Challenge)
            return Results.BadRequest();
        Interlocked.Increment(ref tokens);
        return Results.Json(
            new
            {
                token_type = "Bearer",
                expires_in = 600,
                access_token = Sign("grid", null),
                id_token = Sign(Client, given.Nonce),
            }
        );
    }

    private string Sign(string audience, string? nonce)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new List<Claim> { new("sub", "liu"), new("name", "刘运维"), new("role", "operator") };
        if (nonce is null && Padding > 0)
            claims.Add(new Claim("permissions", RandomNumberGenerator.GetHexString(Padding)));
        if (nonce is not null)
            claims.Add(new Claim("nonce", nonce));
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = nonce is null ? "at+jwt" : "JWT",
                Issuer = Address,
                Audience = audience,
                Subject = new ClaimsIdentity(claims),
                NotBefore = now.AddMinutes(-1),
                IssuedAt = now,
                Expires = now.AddMinutes(10),
                SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256),
            }
        );
    }
}
