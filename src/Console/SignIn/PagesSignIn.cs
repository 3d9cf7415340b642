using System.Security.Claims;
using System.Security.Cryptography;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Console.SignIn;

/// <summary>Names of the pages' sign-in.</summary>
public static class PagesSignIn
{
    /// <summary>The cookie scheme of everything that people look at in a browser.</summary>
    public const string Scheme = "grid-pages";

    /// <summary>The scheme of the province's identity provider.</summary>
    public const string ProviderScheme = "grid-provider";

    /// <summary>The claim that carries the user's token for the API. It is in the encrypted cookie and nowhere else.</summary>
    public const string TokenClaim = "grid-token";

    private const int LongestAddress = 500;

    public const string SignInPath = "/console/sign-in";

    public const string SignOutPath = "/console/sign-out";

    /// <summary>Where the pages' script reports that somebody is there.</summary>
    public const string ActivePath = "/console/active";

    /// <summary>Who the pages are for; clerks work in their own programs.</summary>
    internal static IReadOnlyList<Role> Roles { get; } =
    [Role.Operator, Role.Supervisor, Role.Statistician, Role.SecurityAdministrator, Role.Auditor];

    /// <summary>What a signed-in user is, from the claims of the token.</summary>
    internal static ClaimsPrincipal Principal(string token, IEnumerable<Claim> claims)
    {
        string[] kept = ["sub", "name", "role", "office"];
        return new ClaimsPrincipal(
            new ClaimsIdentity(
                claims
                    .Where(claim => kept.Contains(claim.Type))
                    .Select(claim => new Claim(claim.Type, claim.Value))
                    .Append(new Claim(TokenClaim, token))
                    .Append(new Claim(IdleSessions.SessionClaim, RandomNumberGenerator.GetHexString(32))),
                Scheme,
                "name",
                "role"
            )
        );
    }

    /// <summary>
    /// An address of these pages to go on with; anything else, and one so long that it would not come back from the provider, becomes the
    /// board.
    /// </summary>
    internal static string Local(string? address) =>
        address is { Length: <= LongestAddress }
        && (
            address == "/console"
            || address.StartsWith("/console/", StringComparison.Ordinal)
            || address.StartsWith("/console?", StringComparison.Ordinal)
            || address == "/dashboard"
            || address.StartsWith("/dashboard/", StringComparison.Ordinal)
        )
        && !address.Contains('\\', StringComparison.Ordinal)
        && !StorableText.HasControl(address)
            ? address
            : "/console";
}
