using System.Security.Claims;
using Grid.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Security;

/// <summary>
/// What <c>WWW-Authenticate</c> says of a token that does not do (RFC 6750): what is wrong with it, in ASCII, and nothing that is in it.
/// </summary>
internal sealed record BearerChallenge(string? Error, string? Description)
{
    private const string Scheme = "Bearer";

    private static readonly BearerChallenge NoToken = new(null, null);

    /// <summary>Why a token was not accepted; without a token, or one that could be read, nothing is said.</summary>
    /// <param name="failure">Of the check of the token; null when it passed, or there was none.</param>
    /// <param name="user">Whom the token names, when it passed.</param>
    public static BearerChallenge OfFailure(Exception? failure, ClaimsPrincipal user) =>
        failure is not null ? new BearerChallenge("invalid_token", Why(failure))
        : user.Identity?.IsAuthenticated == true
            ? new BearerChallenge("invalid_token", "The token names no subject, or no role of this register")
        : NoToken;

    /// <summary>The header of a problem; null where it has none.</summary>
    public static string? Of(HttpContext context, Problem problem) =>
        problem.Kind.Status switch
        {
            StatusCodes.Status401Unauthorized => (context.Features.Get<BearerChallenge>() ?? NoToken).ToString(),
            StatusCodes.Status403Forbidden when context.Request.Headers.Authorization.Count > 0 => new BearerChallenge(
                "insufficient_scope",
                problem.Kind.Title.En
            ).ToString(),
            _ => null,
        };

    public override string ToString() => Error is null ? Scheme : $"{Scheme} error=\"{Error}\", error_description=\"{Description}\"";

    private static string Why(Exception failure) =>
        failure switch
        {
            AggregateException { InnerExceptions: [var only, ..] } => Why(only),
            SecurityTokenExpiredException => "The token has expired",
            SecurityTokenNotYetValidException => "The token is not valid yet",
            SecurityTokenNoExpirationException => "The token has no end",
            SecurityTokenInvalidAudienceException => "The token is for another audience",
            SecurityTokenInvalidIssuerException => "The token is of another issuer",
            SecurityTokenInvalidTypeException => "The token is no access token",
            SecurityTokenInvalidAlgorithmException => "The token is signed with an algorithm that is not accepted",
            SecurityTokenInvalidSignatureException or SecurityTokenInvalidSigningKeyException => "The signature is not valid",
            _ => "The token is not valid",
        };
}
