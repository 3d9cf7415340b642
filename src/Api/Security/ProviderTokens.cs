using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Security;

/// <summary>
/// Checks tokens of the identity provider. One whose key is not known is checked once more with the provider's newest keys, in the same
/// request: a rotation turns nobody away.
/// </summary>
public sealed class ProviderTokens(ProviderKeys keys) : TokenHandler
{
    private readonly JsonWebTokenHandler inner = new() { MapInboundClaims = false };

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        ArgumentNullException.ThrowIfNull(validationParameters);
        var known = await keys.GetConfigurationAsync(CancellationToken.None);
        var result = await inner.ValidateTokenAsync(token, With(validationParameters, known));

        // No such key, or another one under the same id.
        if (result.IsValid || result.Exception is not SecurityTokenInvalidSignatureException)
            return result;
        return await keys.GetNewerAsync(known, CancellationToken.None) is { } newer
            ? await inner.ValidateTokenAsync(token, With(validationParameters, newer))
            : result;
    }

    public override SecurityToken ReadToken(string token) => inner.ReadToken(token);

    private static TokenValidationParameters With(TokenValidationParameters parameters, OpenIdConnectConfiguration provider)
    {
        var own = parameters.Clone();
        own.ValidIssuer = provider.Issuer;
        own.ValidIssuers = null;
        own.IssuerSigningKeys = provider.SigningKeys;
        return own;
    }
}
