using Grid.Api.Hosting;
using Grid.Api.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Security;

/// <summary>
/// Bearer tokens (JWT): of the province's identity provider, or in development, where no provider is configured, those of <c>./grid token</c>. A process
/// that is neither does not start.
/// </summary>
internal static class TokenAuthentication
{
    public const string DevelopmentIssuer = "grid-development";

    public static IServiceCollection AddTokens(this IServiceCollection services)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IOptions<ApiOptions>>(Configure);
        return services;
    }

    private static void Configure(JwtBearerOptions bearer, IOptions<ApiOptions> api)
    {
        var options = api.Value;
        bearer.MapInboundClaims = false;
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
        if (options.Authority is { Length: > 0 } authority)
        {
            bearer.Authority = authority;
            bearer.RequireHttpsMetadata = !options.Development;
        }
        else if (options.Development)
        {
            var keys = new DevelopmentKeyFile(Path.Combine(options.Home, "secrets", "dev-token.key"));
            parameters.ValidIssuer = DevelopmentIssuer;
            parameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            parameters.IssuerSigningKeyResolver = (_, _, _, _) => keys.Read();
        }
        else
        {
            throw new InvalidOperationException($"{ApiOptions.Section}:Authority must name the identity provider, or GRID_ENVIRONMENT must be Development.");
        }

        bearer.Events = new JwtBearerEvents
        {
            OnChallenge = async challenge =>
            {
                challenge.HandleResponse();
                challenge.Response.Headers.WWWAuthenticate = "Bearer";
                await ProblemWriter.WriteAsync(challenge.HttpContext, new Problem(ProblemCatalogue.NotAuthenticated));
            },
        };
    }
}
