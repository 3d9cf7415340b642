using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Security;

/// <summary>
/// Which of a provider's tokens are meant for an API. All that it signs, it signs with the same keys: an identity token tells a page who
/// signed in, a sign-out token ends sessions, and neither gives access.
/// </summary>
internal static class AccessTokens
{
    /// <summary>The header <c>typ</c> of providers that do not follow RFC 9068.</summary>
    private const string Plain = "JWT";

    /// <summary>Members that only an identity token or a sign-out token has.</summary>
    private static readonly string[] OfOthers = ["nonce", "at_hash", "c_hash", "events"];

    /// <summary>Throws for a token that says of itself that it is something else.</summary>
    /// <param name="wanted">The header <c>typ</c> that an access token has.</param>
    public static TypeValidator OfType(string wanted) =>
        (type, token, _) =>
            Same(type, wanted) && (!Same(wanted, Plain) || IsForApis(token))
                ? type
                : throw new SecurityTokenInvalidTypeException(
                    $"The token is no access token: its header typ is '{Shown(type)}', and {Hosting.ApiOptions.Section}:{nameof(Hosting.ApiOptions.TokenType)} is '{wanted}'."
                )
                {
                    InvalidType = Shown(type),
                };

    /// <summary>Media types are written in any case, and without <c>application/</c>.</summary>
    private static bool Same(string? type, string other) =>
        type is not null && Short(type).Equals(Short(other), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Short(string type)
    {
        const string application = "application/";
        return type.StartsWith(application, StringComparison.OrdinalIgnoreCase) ? type.AsSpan(application.Length) : type;
    }

    /// <summary>Of a token whose header does not tell: some providers say it in the payload, and the others' have what no access token has.</summary>
    private static bool IsForApis(SecurityToken token) =>
        token is JsonWebToken read
        && (
            read.TryGetPayloadValue<string>("typ", out var kind)
                ? string.Equals(kind, "Bearer", StringComparison.OrdinalIgnoreCase)
                : !OfOthers.Any(name => read.TryGetPayloadValue<object>(name, out _))
        );

    private static string Shown(string? type) => type is { Length: <= 30 } ? type : "?";
}
