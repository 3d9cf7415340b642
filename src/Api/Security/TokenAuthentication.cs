using System.Text;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Security;

/// <summary>
/// Bearer tokens (JWT): of the province's identity provider, or in development, where no provider is configured, those of <c>./grid
/// token</c>. A process that is neither does not start.
/// </summary>
internal static class TokenAuthentication
{
    public static IServiceCollection AddTokens(this IServiceCollection services)
    {
        // A provider's documents may come in a Chinese character set that the content type names; without this the runtime knows Unicode's
        // alone.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddSingleton(provider => new ProviderKeys(
            provider.GetRequiredService<IOptions<ApiOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ProviderKeys>>()
        ));
        services.AddHostedService(provider => provider.GetRequiredService<ProviderKeys>());
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<ApiOptions>, IServiceProvider>(Configure);
        return services;
    }

    private static void Configure(JwtBearerOptions bearer, IOptions<ApiOptions> api, IServiceProvider services)
    {
        var options = api.Value;
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.Audience = options.Audience;
        bearer.IncludeErrorDetails = false;
        var parameters = bearer.TokenValidationParameters;
        parameters.ValidateAudience = true;
        parameters.ValidAudience = options.Audience;
        parameters.NameClaimType = "name";
        parameters.RoleClaimType = "role";
        parameters.RequireExpirationTime = true;
        parameters.RequireSignedTokens = true;
        parameters.ClockSkew = TimeSpan.FromSeconds(30);
        if (options.Authority is { Length: > 0 })
        {
            var keys = services.GetRequiredService<ProviderKeys>();
            parameters.TypeValidator = AccessTokens.OfType(options.TokenType);

            // Neither authority nor manager here: the framework would fetch keys itself, and call a token invalid when the provider does
            // not answer.
            bearer.TokenHandlers.Clear();
            bearer.TokenHandlers.Add(new ProviderTokens(keys));
        }
        else if (options.Development)
        {
            var file = new DevelopmentKeyFile(Path.Combine(options.Home, "secrets", "dev-token.key"));
            parameters.ValidIssuer = DevelopmentToken.Issuer;
            parameters.TypeValidator = AccessTokens.OfType(DevelopmentToken.AccessTokenType);
            parameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            bearer.TokenHandlers.Clear();
            bearer.TokenHandlers.Add(new DevelopmentTokens(file));
        }
        else
        {
            throw new InvalidOperationException(
                $"{ApiOptions.Section}:Authority must name the identity provider, or GRID_ENVIRONMENT must be Development."
            );
        }

        bearer.Events = new JwtBearerEvents
        {
            OnAuthenticationFailed = failed =>
            {
                if (failed.Exception is ProviderUnavailableException)
                    failed.HttpContext.Features.Set(Unchecked.Token);
                return Task.CompletedTask;
            },
            OnChallenge = async challenge =>
            {
                challenge.HandleResponse();
                if (challenge.HttpContext.Features.Get<Unchecked>() is not null)
                {
                    // Logged when the outage began, and counted.
                    await ProblemWriter.WriteAsync(challenge.HttpContext, new Problem(ProblemCatalogue.IdentityProviderUnavailable));
                    return;
                }

                challenge.HttpContext.Features.Set(BearerChallenge.OfFailure(challenge.AuthenticateFailure, challenge.HttpContext.User));
                await ProblemWriter.WriteAsync(challenge.HttpContext, new Problem(ProblemCatalogue.NotAuthenticated));
            },
        };
    }

    /// <summary>Beside a request: its token could not be checked.</summary>
    private sealed class Unchecked
    {
        public static readonly Unchecked Token = new();
    }
}

/// <summary>
/// Checks tokens of the identity provider. One whose key is not known is checked once more with the provider's newest keys, in the same
/// request: a rotation turns no caller away.
/// </summary>
public sealed class ProviderTokens(ProviderKeys keys) : TokenHandler
{
    /// <summary>
    /// What a provider may sign with: public keys alone, of SHA-256 or longer. Not HMAC, whose key whoever checks a token could also sign with,
    /// and not "none".
    /// </summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler inner = new() { MapInboundClaims = false };
    private readonly CheckedTokens checkedTokens = new();

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        ArgumentNullException.ThrowIfNull(validationParameters);
        var known = await keys.GetConfigurationAsync(CancellationToken.None);
        if (checkedTokens.Find(token, known, validationParameters) is { } before)
            return before;
        var result = checkedTokens.Keep(token, known, await inner.ValidateTokenAsync(token, With(validationParameters, known)));

        // No such key, or another one under the same id.
        if (result.IsValid || result.Exception is not SecurityTokenInvalidSignatureException)
            return result;
        return await keys.GetNewerAsync(known, CancellationToken.None) is { } newer
            ? checkedTokens.Keep(token, newer, await inner.ValidateTokenAsync(token, With(validationParameters, newer)))
            : result;
    }

    public override SecurityToken ReadToken(string token) => inner.ReadToken(token);

    private static TokenValidationParameters With(TokenValidationParameters parameters, OpenIdConnectConfiguration provider)
    {
        var own = parameters.Clone();
        own.ValidIssuer = provider.Issuer;
        own.ValidIssuers = null;
        own.IssuerSigningKeys = provider.SigningKeys;
        own.ValidAlgorithms = Algorithms;
        return own;
    }
}

/// <summary>Checks tokens of <c>./grid token</c>.</summary>
internal sealed class DevelopmentTokens(DevelopmentKeyFile file) : TokenHandler
{
    private readonly JsonWebTokenHandler inner = new() { MapInboundClaims = false };
    private readonly CheckedTokens checkedTokens = new();

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var keys = file.Read();
        if (checkedTokens.Find(token, keys, validationParameters) is { } before)
            return before;
        var own = validationParameters.Clone();
        own.IssuerSigningKeys = keys;
        return checkedTokens.Keep(token, keys, await inner.ValidateTokenAsync(token, own));
    }

    public override SecurityToken ReadToken(string token) => inner.ReadToken(token);
}

/// <summary>
/// The key of development tokens, 32 bytes as base64 in a file. Read again when the file changes; without it no token is valid.
/// </summary>
internal sealed class DevelopmentKeyFile(string path)
{
    private readonly Lock gate = new();
    private DateTime stamp;
    private SecurityKey[] keys = [];

    public IReadOnlyList<SecurityKey> Read()
    {
        var written = File.GetLastWriteTimeUtc(path);
        lock (gate)
        {
            if (written != stamp)
            {
                keys = Load();
                stamp = written;
            }

            return keys;
        }
    }

    private SecurityKey[] Load()
    {
        if (!File.Exists(path))
            return [];

        var key = new byte[32];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) && length == key.Length
            ? [new SymmetricSecurityKey(key)]
            : [];
    }
}
